using System.Text.Json;
using ConvoIntel.Models;

namespace ConvoIntel.Transcription.Model;

/// <summary>Finds and reads the files of a model folder, and says what is missing.</summary>
internal sealed class ModelFiles
{
    private const string EncoderName = "encoder_model";

    private readonly string encoderEnding;
    private readonly string decoderEnding;

    /// <param name="folder">Folder of an Optimum export; the graphs may lie in its subfolder <c>onnx</c>.</param>
    /// <param name="variant">Ending of all graphs' names.</param>
    public ModelFiles(string folder, string variant)
        : this(folder, variant, variant)
    {
    }

    /// <param name="folder">Folder of an Optimum export; the graphs may lie in its subfolder <c>onnx</c>.</param>
    /// <param name="encoderVariant">Ending of the encoder's name, such as <c>int8</c> for <c>encoder_model_int8.onnx</c>; empty or <c>fp32</c> for none.</param>
    /// <param name="decoderVariant">The same of the decoder's graphs.</param>
    public ModelFiles(string folder, string encoderVariant, string decoderVariant)
    {
        Folder = Path.GetFullPath(folder);
        encoderEnding = Suffix(encoderVariant);
        decoderEnding = Suffix(decoderVariant);
        if (!Directory.Exists(Folder))
        {
            throw Unusable(Folder, "the model folder does not exist",
                "Set Transcription:ModelFolder to a folder with a Whisper model exported to ONNX (see models/README.md).");
        }
    }

    public string Folder { get; }

    /// <summary>Path of a graph, or null where the folder has none.</summary>
    public string? FindGraph(string name)
    {
        var file = FileName(name);
        string[] places = [Path.Combine(Folder, file), Path.Combine(Folder, "onnx", file)];
        return Array.Find(places, File.Exists);
    }

    /// <exception cref="ConvoIntelException">The folder has none; the message tells what it has, and what each layout needs.</exception>
    public string RequireGraph(string name) => FindGraph(name)
        ?? throw Unusable(Folder, $"{FileName(name)} is missing: {WhisperLayouts.Found(Folder)}", WhisperLayouts.Needed(Folder, Ending(name)));

    public bool Exists(string name) => File.Exists(Path.Combine(Folder, name));

    /// <summary>Reads a JSON object.</summary>
    /// <param name="name">File name in the folder.</param>
    /// <param name="optional">True where a missing file reads as an empty object.</param>
    public JsonElement ReadJson(string name, bool optional = false)
    {
        var path = Path.Combine(Folder, name);
        if (optional && !File.Exists(path))
            return JsonElement.Parse("{}");
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Unusable(path, "the file is JSON, but not an object", "Copy it again from where the model came from.");
        }
        catch (FileNotFoundException error)
        {
            throw Unusable(path, "the file is missing", "Copy the whole model folder again.", error);
        }
        catch (JsonException error)
        {
            throw Unusable(path, $"the file is not JSON (line {error.LineNumber + 1})", "Copy it again from where the model came from.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, $"the file cannot be read ({error.Message.TrimEnd('.')})", "Give this account the right to read it.", error);
        }
    }

    private static string Suffix(string variant) => variant.Trim('_') is { Length: > 0 } form && form != WhisperVariants.Plain ? $"_{form}.onnx" : ".onnx";

    private string Ending(string graph) => graph == EncoderName ? encoderEnding : decoderEnding;

    private string FileName(string graph) => graph + Ending(graph);

    public static ConvoIntelException Unusable(string source, string problem, string remedy, Exception? inner = null) =>
        new(FailureReason.ModelUnusable, source, problem, remedy, inner);
}
