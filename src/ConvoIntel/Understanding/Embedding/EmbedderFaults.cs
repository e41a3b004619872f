namespace ConvoIntel.Understanding.Embedding;

/// <summary>Why an embedding model cannot be used, and what to do.</summary>
internal static class EmbedderFaults
{
    public static ConvoIntelException Unusable(string path, string problem, Exception? inner = null) => new(
        FailureReason.ModelUnusable, path, problem,
        "Set Understanding:EmbeddingModel to a complete folder of a sentence model exported to ONNX (see models/README.md).", inner);

    public static ConvoIntelException Failed(string name, Exception inner) => new(
        FailureReason.InferenceFailed, name, "the embedding model failed while running",
        "Try again; if it fails again, copy the model's folder anew or choose another with Understanding:EmbeddingModel.", inner);
}
