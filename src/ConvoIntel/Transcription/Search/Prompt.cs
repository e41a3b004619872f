using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Search;

/// <summary>Tokens that every transcript starts with: what is spoken, what is wanted, with or without timestamps.</summary>
internal static class Prompt
{
    /// <exception cref="ConvoIntelException">The model does not know the language.</exception>
    public static long[] Build(WhisperModel model, string language, bool withTimestamps)
    {
        var config = model.Config;
        var prompt = new List<long> { config.StartOfTranscript };
        if (IsMultilingual(model))
        {
            var token = $"<|{language}|>";
            prompt.Add(config.Languages.TryGetValue(token, out var id) ? id : model.Tokenizer.Find(token)
                ?? throw ModelFiles.Unusable(model.Info.Name, $"the model does not know the language '{language}'",
                    "Set Transcription:Language to a code that it knows, such as en."));
            if ((config.Tasks.TryGetValue("transcribe", out var task) ? task : model.Tokenizer.Find("<|transcribe|>")) is { } transcribe)
                prompt.Add(transcribe);
        }
        if (!withTimestamps && config.NoTimestamps is { } none)
            prompt.Add(none);
        return [.. prompt];
    }

    /// <summary>Older exports do not say; English-only vocabularies are one token short of 51,865, and have no map of languages.</summary>
    private static bool IsMultilingual(WhisperModel model) =>
        model.Config.IsMultilingual ?? (model.Config.Languages.Count > 0 || model.Config.VocabularySize >= 51_865);
}
