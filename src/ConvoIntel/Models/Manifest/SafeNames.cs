using System.Text.RegularExpressions;

namespace ConvoIntel.Models.Manifest;

/// <summary>What a manifest may call a model or a file: nothing that leads out of the models folder, on any system.</summary>
internal static partial class SafeNames
{
    // Windows reads these as devices, whatever follows the first dot.
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul",
        "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    public static bool IsName(string? text) => text is { Length: > 0 and <= 100 } && Segment().IsMatch(text) && IsPortable(text);

    public static bool IsVariant(string? text) => text is not null && Variant().IsMatch(text);

    public static bool IsVersion(string? text) => text is { Length: <= 100 } && Segment().IsMatch(text) && IsPortable(text);

    /// <summary>A relative path of plain segments, such as <c>onnx/encoder_model.onnx</c>.</summary>
    public static bool IsFilePath(string? text) =>
        text is { Length: > 0 and <= 200 }
        && text.Split('/').All(segment => Segment().IsMatch(segment) && IsPortable(segment))
        // The names that unfinished downloads have.
        && !text.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
        && !text.EndsWith(".part.json", StringComparison.OrdinalIgnoreCase);

    public static bool IsHash(string? text) => text is not null && Hash().IsMatch(text);

    private static bool IsPortable(string segment) => !segment.EndsWith('.') && !Devices.Contains(segment.Split('.')[0]);

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._+-]*\z")]
    private static partial Regex Segment();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,31}\z")]
    private static partial Regex Variant();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
