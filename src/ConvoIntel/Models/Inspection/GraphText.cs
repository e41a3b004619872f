using System.Text.RegularExpressions;

namespace ConvoIntel.Models.Inspection;

/// <summary>An ONNX file in words.</summary>
internal static partial class GraphText
{
    private const int LongestName = 30;

    public static DescribedGraph Describe(string file, OnnxGraph graph) => new(
        file, Precision(graph), graph.Weights, Grouped(graph.Inputs), Grouped(graph.Outputs), graph.Opset, graph.Producer);

    /// <summary>How the weights are stored: by what most of them are, since every graph has some in single precision.</summary>
    public static string Precision(OnnxGraph graph)
    {
        var numbers = graph.Weights.Where(weight => weight.Key is not ("int64" or "bool" or "int32" or "string")).ToDictionary();
        var all = (double)Math.Max(1, numbers.Values.Sum());
        double Share(string type) => numbers.GetValueOrDefault(type) / all;
        var rest = Share("float16") > Share("float32") ? "float16" : "float32";
        if (graph.Operators.Contains("MatMulNBits") || graph.Operators.Contains("GatherBlockQuantized")) return $"4-bit weights in blocks, {rest} between";
        if (Share("uint8") + Share("int8") > 0.1) return $"8-bit weights ({(Share("uint8") >= Share("int8") ? "uint8" : "int8")}), {rest} between";
        if (Share("bfloat16") > 0.5) return "bfloat16";
        return Share("float16") > 0.5 ? "half precision (float16)" : "single precision (float32)";
    }

    /// <summary>Values that differ by a number alone, such as the caches of each layer, become one line.</summary>
    private static List<string> Grouped(IReadOnlyList<OnnxValue> values) =>
    [
        .. values.GroupBy(value => (Pattern: LayerNumber().Replace(value.Name, ".*."), value.Type, Shape: Shape(value)))
            .Select(group => $"{(group.Count() == 1 ? group.First().Name : $"{group.Key.Pattern.TrimEnd('.')} ×{group.Count()}")} {group.Key.Type}[{group.Key.Shape}]"),
    ];

    // Exporters make up a name of their own for each free dimension that has none; nobody reads those.
    private static string Shape(OnnxValue value) => string.Join(", ", value.Shape.Select(dimension => dimension.Length > LongestName ? "?" : dimension));

    [GeneratedRegex(@"\.\d+(\.|$)")]
    private static partial Regex LayerNumber();
}
