using System.CommandLine;

namespace ConvoIntel.Cli.Commands;

/// <summary>What a command line says of models and settings.</summary>
/// <param name="Book">The deal book.</param>
/// <param name="Configuration">A JSON file of settings, or null.</param>
/// <param name="Models">Folder that holds the model folders, or null to search for it.</param>
/// <param name="WhisperModel">A model's name, with a variant or without, or a path to its folder; null for the configured one.</param>
/// <param name="Speech">Settings of speech recognition that the command line gives.</param>
/// <param name="Verbose">Whether to log at level Debug.</param>
internal sealed record HostSettings(
    BookPlace Book, FileInfo? Configuration, DirectoryInfo? Models, string? WhisperModel, IReadOnlyList<KeyValuePair<string, string?>> Speech, bool Verbose)
{
    public static HostOptions Options() => new();
}

/// <summary>The options behind <see cref="HostSettings"/>.</summary>
internal sealed class HostOptions
{
    private readonly Option<FileInfo?> configuration = new("--config", "-c")
    {
        Description = "JSON file of settings: trackers, competitors, thresholds, threads. Environment variables CONVOINTEL_<Section>__<Key> override it.",
    };

    private readonly Option<DirectoryInfo?> models = new("--models")
    {
        Description = "Folder of model folders. [default: 'models' here, in a folder above, or beside the program]",
    };

    private readonly Option<string?> model = new("--model", "-m")
    {
        Description = "Whisper model: a name from `convointel models list`, name:variant, or a path to a folder in the Optimum ONNX layout.",
    };

    private readonly SpeechOptions speech = new();

    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Log what each stage does, to standard error." };

    public void AddTo(Command command)
    {
        command.Options.Add(configuration);
        command.Options.Add(models);
        command.Options.Add(model);
        speech.AddTo(command);
        command.Options.Add(verbose);
    }

    public FileInfo? Configuration(ParseResult parsed) => parsed.GetValue(configuration);

    public HostSettings Read(ParseResult parsed, BookPlace book) =>
        new(book, parsed.GetValue(configuration), parsed.GetValue(models), parsed.GetValue(model), speech.Read(parsed), parsed.GetValue(verbose));
}
