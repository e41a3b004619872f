using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Understanding.Tagging;

/// <summary>What <c>tagger.json</c> in a tagger's folder says.</summary>
internal sealed record TaggerConfig
{
    public const string FileName = "tagger.json";

    /// <summary>The only layout of inputs and outputs that this version reads.</summary>
    public const string CurrentFormat = "convointel/tagger/2";

    public required string Format { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>Tags in the order of the model's outputs.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Probability from which a tag is given, 0 to 1, one a label.</summary>
    public required IReadOnlyList<double> Thresholds { get; init; }

    /// <summary>Most word pieces of an utterance; what is longer is cut at its end.</summary>
    public required int MaxPieces { get; init; }

    /// <summary>The word piece that every utterance begins with, by its line in the vocabulary, from zero.</summary>
    public required int StartPiece { get; init; }

    /// <summary>How many turns before it bear on an utterance; acknowledgements are not counted.</summary>
    public required int LookBack { get; init; }

    /// <summary>How many turns after it bear on an utterance.</summary>
    public required int LookAhead { get; init; }

    /// <exception cref="ConvoIntelException">The file is missing or not a tagger's description.</exception>
    public static TaggerConfig Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        TaggerConfig config;
        try
        {
            config = JsonSerializer.Deserialize(File.ReadAllBytes(path), TaggerJsonContext.Default.TaggerConfig)
                ?? throw Unusable(path, "the file is null, not a tagger's description", null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unusable(path, $"the tagger's description cannot be read ({error.Message.TrimEnd('.')})", error);
        }

        if (config.Format != CurrentFormat)
            throw Unusable(path, $"the tagger has format '{config.Format}'; this version reads '{CurrentFormat}'", null);
        if (config.Labels.Count == 0 || config.Labels.Count != config.Thresholds.Count)
            throw Unusable(path, $"there are {config.Labels.Count} labels and {config.Thresholds.Count} thresholds", null);
        if (config.Labels.FirstOrDefault(label => !Tags.All.Contains(label)) is { } unknown)
            throw Unusable(path, $"the label '{unknown}' is not a tag of the taxonomy", null);
        if (config.MaxPieces is < 1 or > 512 || config.LookBack is < 0 or > 64 || config.LookAhead is < 0 or > 64 || config.StartPiece < 0)
            throw Unusable(path, "maxPieces must be 1 to 512, lookBack and lookAhead 0 to 64, and startPiece a line of the vocabulary", null);
        return config;
    }

    internal static ConvoIntelException Unusable(string path, string problem, Exception? inner) => new(
        FailureReason.ModelUnusable, path, problem, "Set Understanding:ModelFolder to a complete tagger folder (see models/README.md).", inner);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TaggerConfig))]
internal sealed partial class TaggerJsonContext : JsonSerializerContext;
