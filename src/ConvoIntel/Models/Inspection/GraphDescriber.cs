using System.Globalization;
using System.Text.Json;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.Models.Inspection;

/// <summary>Describes the models of one graph: voice activity, taggers, speakers, sentences.</summary>
internal static class GraphDescriber
{
    // What config.json of common exports calls them, and what we do.
    private static readonly (string Key, string Name)[] ConfigFacts =
    [
        ("model_type", "architecture"), ("num_hidden_layers", "layers"), ("num_attention_heads", "heads"), ("hidden_size", "width"),
        ("vocab_size", "vocabulary"), ("max_position_embeddings", "longest text"),
    ];

    /// <exception cref="ConvoIntelException">There is no graph, or it cannot be read.</exception>
    public static ModelDescription Describe(ModelDescription about, string folder, string? variant)
    {
        var path = FolderKinds.Graph(folder, variant) ?? throw new ConvoIntelException(
            FailureReason.ModelUnusable, folder, FolderKinds.DescribeGraphs(folder), "Name a folder with one model.");
        var graph = OnnxGraphReader.Read(path);
        var problems = FolderListing.MissingData(path, graph).ToList();
        var kind = about.Kind ?? (IsVoiceActivity(graph) ? ModelKind.Vad : null);
        if (kind == ModelKind.Vad && !IsVoiceActivity(graph)) problems.Add("It has not the inputs and outputs of Silero VAD 5 or 6 (input, state, sr; output, stateN).");
        return about with
        {
            Kind = kind,
            Facts = [.. kind == ModelKind.Tagger ? TaggerFacts(folder) : Facts(folder)],
            Graphs = [GraphText.Describe(FolderListing.Relative(folder, path), graph)],
            Use = [Use(kind)],
            Problems = problems,
        };
    }

    private static bool IsVoiceActivity(OnnxGraph graph) =>
        new[] { "input", "state", "sr" }.All(name => graph.Inputs.Any(input => input.Name == name))
        && new[] { "output", "stateN" }.All(name => graph.Outputs.Any(output => output.Name == name));

    private static IEnumerable<ModelFact> TaggerFacts(string folder)
    {
        var config = TaggerConfig.Load(folder);
        yield return new("tags", $"{config.Labels.Count}: {string.Join(", ", config.Labels)}");
        yield return new("context", string.Create(CultureInfo.InvariantCulture, $"{config.LookBack} turns before and {config.LookAhead} after"));
        yield return new("longest utterance", string.Create(CultureInfo.InvariantCulture, $"{config.MaxPieces} word pieces"));
        yield return new("version of the tagger", config.Version);
    }

    private static IEnumerable<ModelFact> Facts(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path)) yield break;
        JsonElement config;
        try
        {
            config = JsonElement.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            yield break;
        }

        if (config.ValueKind != JsonValueKind.Object) yield break;
        foreach (var (key, name) in ConfigFacts)
        {
            if (config.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String) yield return new(name, value.ToString());
        }
    }

    private static string Use(ModelKind? kind) => kind switch
    {
        ModelKind.Vad => "Finds speech where Segmentation:ModelPath names it.",
        ModelKind.Roles => "Tells the rep from the customer, and warns of swapped channels, where Diarization:RoleModelFolder names it.",
        ModelKind.Tagger => "Tags utterances where Understanding:ModelFolder names it.",
        ModelKind.SpeakerEmbedding => "Tells voices apart in mono recordings, where the settings name it.",
        ModelKind.Segmentation => "Finds turns of speakers in mono recordings, where the settings name it.",
        ModelKind.Embedding => "Compares sentences for trackers and search, where the settings name it.",
        _ => "ConvoIntel cannot tell from its files what it is for.",
    };
}
