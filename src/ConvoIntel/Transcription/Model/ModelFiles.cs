using System.Text.Json;

namespace ConvoIntel.Transcription.Model;

/// <summary>Finds and reads the files of a model folder, and says what is missing.</summary>
internal sealed class ModelFiles
{
    private readonly string suffix;

    /// <param name="folder">Folder of an Optimum export; the graphs may lie in its subfolder <c>onnx</c>.</param>
    /// <param name="variant">Ending of the graphs' names, such as <c>int8</c> for <c>encoder_model_int8.onnx</c>; empty for none.</param>
    public ModelFiles(string folder, string variant)
    {
        Folder = Path.GetFullPath(folder);
        suffix = string.IsNullOrEmpty(variant) ? ".onnx" : $"_{variant}.onnx";
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
        string[] places = [Path.Combine(Folder, name + suffix), Path.Combine(Folder, "onnx", name + suffix)];
        return Array.Find(places, File.Exists);
    }

    /// <exception cref="ConvoIntelException">The folder has none; the message tells what it has, and what each layout needs.</exception>
    public string RequireGraph(string name) => FindGraph(name)
        ?? throw Unusable(Folder, $"{name}{suffix} is missing: {WhisperLayouts.Found(Folder)}", WhisperLayouts.Needed(Folder, suffix));

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

    public static ConvoIntelException Unusable(string source, string problem, string remedy, Exception? inner = null) =>
        new(FailureReason.ModelUnusable, source, problem, remedy, inner);
}
