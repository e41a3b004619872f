namespace ConvoIntel.Models.Inspection;

/// <summary>What an ONNX file says of itself, its weights unread.</summary>
internal sealed record OnnxGraph
{
    public required IReadOnlyList<OnnxValue> Inputs { get; init; }

    public required IReadOnlyList<OnnxValue> Outputs { get; init; }

    /// <summary>Numbers that the weights hold, by element type: <c>float32</c>, <c>uint8</c> …; those of subgraphs included.</summary>
    public required IReadOnlyDictionary<string, long> Weights { get; init; }

    /// <summary>Names of the operators that occur.</summary>
    public required IReadOnlySet<string> Operators { get; init; }

    /// <summary>Files beside this one that hold weights.</summary>
    public required IReadOnlySet<string> ExternalFiles { get; init; }

    public string Producer { get; init; } = "";

    public long Opset { get; init; }
}

/// <param name="Name">Name of an input or output.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions: a number, or a name where it is free; empty for a scalar.</param>
internal sealed record OnnxValue(string Name, string Type, IReadOnlyList<string> Shape);
