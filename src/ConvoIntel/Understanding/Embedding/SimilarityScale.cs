namespace ConvoIntel.Understanding.Embedding;

/// <summary>What a model's cosine similarities mean; each model has its own scale.</summary>
/// <param name="Threshold">Similarity from which two texts count as alike.</param>
/// <param name="Slope">Of the logistic curve that makes a similarity a probability; null where the model brings none.</param>
/// <param name="Offset">Of that curve.</param>
public sealed record SimilarityScale(double Threshold, double? Slope = null, double Offset = 0)
{
    /// <summary>For models that bring no scale of their own. MiniLM models place paraphrases above about this; not measured here.</summary>
    public static SimilarityScale Default { get; } = new(0.5);

    /// <summary>Probability that two texts of this similarity mean the same, 0 to 1; the similarity itself where the model brings no curve.</summary>
    public double Confidence(double similarity) =>
        Slope is { } slope ? 1 / (1 + Math.Exp(-((slope * similarity) + Offset))) : Math.Clamp(similarity, 0, 1);
}
