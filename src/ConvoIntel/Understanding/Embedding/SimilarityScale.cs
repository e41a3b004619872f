namespace ConvoIntel.Understanding.Embedding;

/// <summary>What a model's cosine similarities mean; each model has its own scale.</summary>
/// <param name="Threshold">Similarity from which two texts count as alike.</param>
public sealed record SimilarityScale(double Threshold)
{
    /// <summary>For models that bring no scale of their own. MiniLM models place paraphrases above about this; not measured here.</summary>
    public static SimilarityScale Default { get; } = new(0.5);

    /// <summary>
    /// 0 to 1 for a finding of this similarity: the similarity itself. A curve fitted on pairs, of which one in 45 is alike, gave 0.4 to a text
    /// and itself.
    /// </summary>
    public static double Confidence(double similarity) => Math.Clamp(similarity, 0, 1);
}
