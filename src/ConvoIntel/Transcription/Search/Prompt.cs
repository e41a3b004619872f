using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Search;

/// <summary>Tokens that a transcript starts with: what is spoken, what is wanted, with or without timestamps. All are of one length.</summary>
internal sealed class Prompt
{
    private const string Setting = "Transcription:Language", TaskSetting = "Transcription:Task";

    private readonly WhisperModel model;
    private readonly int? task;
    private readonly int? noTimestamps;

    /// <exception cref="ConvoIntelException">The model cannot do what is asked for.</exception>
    public Prompt(WhisperModel model, TranscriptionTask task, bool withTimestamps)
    {
        this.model = model;
        this.task = TaskToken(model, task);
        noTimestamps = withTimestamps ? null : model.Config.NoTimestamps;
        Length = For(model.Languages.Keys.FirstOrDefault() ?? "en").Length;
    }

    public int Length { get; }

    /// <param name="language">A code that the model knows; a model of English only takes any.</param>
    /// <exception cref="ConvoIntelException">The model does not know the language.</exception>
    public long[] For(string language)
    {
        var prompt = new List<long> { model.Config.StartOfTranscript };
        if (model.Languages.Count > 0)
        {
            prompt.Add(model.Languages.TryGetValue(language, out var token) ? token : throw ModelFiles.Unusable(
                model.Info.Name, $"the model does not know the language '{language}'",
                $"Set {Setting} to auto or to one that it knows: {string.Join(", ", model.Languages.Keys.Order(StringComparer.Ordinal))}."));
            if (task is { } wanted)
                prompt.Add(wanted);
        }
        if (noTimestamps is { } none)
            prompt.Add(none);
        return [.. prompt];
    }

    private static int? TaskToken(WhisperModel model, TranscriptionTask task)
    {
        if (task == TranscriptionTask.Transcribe)
            return Find(model, "transcribe");
        if (model.Languages.Count == 0)
        {
            throw ModelFiles.Unusable(model.Info.Name, "the model knows English only and cannot translate",
                $"Name a multilingual model, or set {TaskSetting} to transcribe.");
        }
        return Find(model, "translate") ?? throw ModelFiles.Unusable(model.Info.Name, "the model cannot translate (its vocabulary has no <|translate|>)",
            $"Name another multilingual model, or set {TaskSetting} to transcribe.");
    }

    private static int? Find(WhisperModel model, string name) =>
        model.Config.Tasks.TryGetValue(name, out var id) ? id : model.Tokenizer.Find($"<|{name}|>");
}
