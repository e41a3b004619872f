namespace ConvoIntel.Transcription;

/// <summary>Models of whisper.cpp: one file, <c>ggml-base.en.bin</c>.</summary>
internal static class GgmlFile
{
    public static bool IsNamed(string model) => model.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    /// <summary>What to say where no engine of this build reads such files.</summary>
    public static ConvoIntelException NeedsEngine(string model) => new(
        FailureReason.ModelUnusable, model, "this build does not read ggml models",
        "Build with -p:WhisperNet=true, or take an ONNX model: `convointel models list` shows them.");
}
