namespace ConvoIntel.Models;

/// <summary>Which variants of a Whisper export a folder holds, told by the endings of its graphs' names.</summary>
internal static class WhisperVariants
{
    /// <summary>Name of the variant whose graphs have no ending.</summary>
    public const string Plain = "fp32";

    private const string Encoder = "encoder_model";

    /// <summary>Variants of which there is an encoder; <see cref="Plain"/> first, the others by name.</summary>
    public static IReadOnlyList<string> Of(string folder) =>
    [
        .. Graphs(folder)
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => name!.StartsWith(Encoder, StringComparison.Ordinal) && (name.Length == Encoder.Length || name[Encoder.Length] == '_'))
            .Select(name => name!.Length == Encoder.Length ? Plain : name[(Encoder.Length + 1)..])
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name == Plain ? "" : name, StringComparer.Ordinal),
    ];

    /// <summary>The variant of a folder that holds one alone, so that it need not be named; null where the plain one is there, or several are.</summary>
    public static string? Only(string folder) => Of(folder) is [var only] && only != Plain ? only : null;

    /// <summary>What <c>Transcription:Variant</c> is set to for a variant.</summary>
    public static string Setting(string variant) => variant == Plain ? "" : variant;

    /// <summary>Paths of the ONNX files of an export, which lie in its folder or in <c>onnx</c>.</summary>
    public static IEnumerable<string> Graphs(string folder) =>
        new[] { folder, Path.Combine(folder, "onnx") }.Where(Directory.Exists).SelectMany(place => Directory.EnumerateFiles(place, "*.onnx"));
}
