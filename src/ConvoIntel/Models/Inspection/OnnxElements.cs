using System.Globalization;

namespace ConvoIntel.Models.Inspection;

/// <summary>Names of ONNX element types, by their number in TensorProto.DataType.</summary>
internal static class OnnxElements
{
    private static readonly string[] Names =
    [
        "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64", "uint32", "uint64",
        "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1",
    ];

    public static string Name(long type) => type >= 0 && type < Names.Length ? Names[type] : "type " + type.ToString(CultureInfo.InvariantCulture);
}
