using ConvoIntel.Diarization.Voices;

namespace ConvoIntel.Models;

/// <summary>What the files of a folder tell of the model in it, without opening a graph.</summary>
internal static class FolderKinds
{
    /// <summary>The kind, where names alone tell; null else.</summary>
    public static ModelKind? Guess(string folder)
    {
        if (File.Exists(Path.Combine(folder, "tagger.json"))) return ModelKind.Tagger;
        if (File.Exists(Path.Combine(folder, "roles.json"))) return ModelKind.Roles;
        if (File.Exists(Path.Combine(folder, "vocab.txt")) && File.Exists(Path.Combine(folder, "tokenizer_config.json"))) return ModelKind.Embedding;
        if (File.Exists(Path.Combine(folder, SpeakerModelSettings.FileName))) return ModelKind.SpeakerEmbedding;
        return WhisperVariants.Graphs(folder).Any(path => Path.GetFileName(path).StartsWith("encoder_model", StringComparison.Ordinal)
            || Path.GetFileName(path).StartsWith("decoder_model", StringComparison.Ordinal)) ? ModelKind.Whisper : null;
    }

    /// <summary>The graph of a model of one: <c>model.onnx</c> with the variant's ending, else the only ONNX file; null where neither is.</summary>
    public static string? Graph(string folder, string? variant)
    {
        var graphs = WhisperVariants.Graphs(folder).ToList();
        var name = variant is null or WhisperVariants.Plain ? "model.onnx" : $"model_{variant}.onnx";
        return graphs.Find(path => Path.GetFileName(path) == name) ?? (variant is null && graphs.Count == 1 ? graphs[0] : null);
    }

    /// <summary>Why <see cref="Graph"/> found none.</summary>
    public static string DescribeGraphs(string folder)
    {
        var names = WhisperVariants.Graphs(folder).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "the folder holds no ONNX file" : $"the folder holds several ONNX files ({string.Join(", ", names)})";
    }
}
