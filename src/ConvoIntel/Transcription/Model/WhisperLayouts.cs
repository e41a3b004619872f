using ConvoIntel.Models;

namespace ConvoIntel.Transcription.Model;

/// <summary>What to say of a folder that is in none of the layouts.</summary>
internal static class WhisperLayouts
{
    private const int MostNames = 12;

    /// <summary>The ONNX files that are there.</summary>
    public static string Found(string folder)
    {
        var names = WhisperVariants.Graphs(folder).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0) return "the folder has no ONNX file";
        return $"the folder has {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}";
    }

    /// <summary>The graphs of each layout, with the ending that was asked for, and what the folder could give instead.</summary>
    public static string Needed(string folder, string suffix)
    {
        var others = WhisperVariants.Of(folder).Where(variant => suffix != (variant == WhisperVariants.Plain ? ".onnx" : $"_{variant}.onnx")).ToList();
        var hint = others.Count > 0 ? $"It has the variants {string.Join(", ", others)}: name one after a colon, or as Transcription:Variant. " : "";
        return $"{hint}Needed, here or in the subfolder onnx: encoder_model{suffix} with decoder_model{suffix} and decoder_with_past_model{suffix}, "
            + $"or with decoder_model_merged{suffix}, or with decoder_model{suffix} alone (slow). "
            + "Export the model with Hugging Face Optimum (task automatic-speech-recognition-with-past), or copy the whole folder again.";
    }
}
