using System.CommandLine;
using ConvoIntel.Inference;
using ConvoIntel.Transcription;

namespace ConvoIntel.Cli.Commands;

/// <summary>What the command line says of languages and of where the Whisper model runs, as settings that override the configured ones.</summary>
internal sealed class SpeechOptions
{
    private readonly Option<string?> language = new("--language", "-l")
    {
        Description = "What is spoken: en, de …, or auto to tell it from the speech of each channel. Needs a multilingual model unless it is en. [default: en]",
    };

    private readonly Option<bool> translate = new("--translate")
    {
        Description = "Write what is said in English, whatever is spoken. Needs a multilingual model.",
    };

    private readonly Option<InferenceDevice?> device = new("--device")
    {
        Description = "Where speech recognition runs: auto takes CUDA where this build has it and it works. [default: auto]",
        HelpName = "auto|cpu|cuda",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(language);
        command.Options.Add(translate);
        command.Options.Add(device);
    }

    public IReadOnlyList<KeyValuePair<string, string?>> Read(ParseResult parsed)
    {
        var settings = new List<KeyValuePair<string, string?>>();
        if (parsed.GetValue(language) is { } spoken) settings.Add(new("Transcription:Language", spoken.ToLowerInvariant()));
        if (parsed.GetValue(translate)) settings.Add(new("Transcription:Task", nameof(TranscriptionTask.Translate)));
        if (parsed.GetValue(device) is { } place) settings.Add(new("Inference:Device", place.ToString()));
        return settings;
    }
}
