using System.Text.Json.Serialization;

namespace ConvoIntel.Models.Inspection;

/// <summary>What <c>convointel models info</c> tells of a model.</summary>
public sealed record ModelDescription
{
    public required string Name { get; init; }

    /// <summary>What it is for; null where neither the list of models nor its files tell.</summary>
    public ModelKind? Kind { get; init; }

    /// <summary>Where it lies; null where it is not on this machine.</summary>
    public string? Folder { get; init; }

    /// <summary>The variant that is described.</summary>
    public string? Variant { get; init; }

    /// <summary>Variants that are here.</summary>
    public IReadOnlyList<string> VariantsHere { get; init; } = [];

    /// <summary>Variants that can be pulled, with their bytes where those are known.</summary>
    public IReadOnlyDictionary<string, long?> VariantsToPull { get; init; } = new Dictionary<string, long?>();

    public string? Version { get; init; }

    public string? Licence { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<string> Languages { get; init; } = [];

    public string? About { get; init; }

    /// <summary>Layers, heads, sizes and the like, in the order to show them.</summary>
    public IReadOnlyList<ModelFact> Facts { get; init; } = [];

    public IReadOnlyList<DescribedGraph> Graphs { get; init; } = [];

    /// <summary>What ConvoIntel does with it, a sentence each.</summary>
    public IReadOnlyList<string> Use { get; init; } = [];

    /// <summary>Why it cannot be used as it is, a sentence each; empty where it can.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public IReadOnlyList<DescribedFile> Files { get; init; } = [];
}

/// <param name="Name">What it is: <c>decoder layers</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record ModelFact(string Name, string Value);

/// <param name="Path">Path in the model's folder, with slashes.</param>
/// <param name="Bytes">Its size.</param>
public sealed record DescribedFile(string Path, long Bytes);

/// <summary>One ONNX file.</summary>
/// <param name="File">Its path in the model's folder.</param>
/// <param name="Precision">How its weights are stored, in words.</param>
/// <param name="Weights">Numbers that the weights hold, by element type.</param>
/// <param name="Inputs">Inputs with type and shape; numbered ones of a kind in one line.</param>
/// <param name="Outputs">Outputs likewise.</param>
/// <param name="Opset">Version of the ONNX operators.</param>
/// <param name="Producer">The program that wrote it.</param>
public sealed record DescribedGraph(
    string File, string Precision, IReadOnlyDictionary<string, long> Weights, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, long Opset, string Producer);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ModelDescription))]
[JsonSerializable(typeof(IReadOnlyList<ModelListing>))]
[JsonSerializable(typeof(IReadOnlyList<VerifiedFile>))]
internal sealed partial class DescriptionJsonContext : JsonSerializerContext;
