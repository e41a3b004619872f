using ConvoIntel.Understanding.Embedding;

namespace ConvoIntel.Tests.Understanding.Embedding;

public sealed class SimilarityScaleTests
{
    [Theory]
    [InlineData(-0.4, 0)]
    [InlineData(0.7, 0.7)]
    [InlineData(1.0000001, 1)]
    public void Confidence_ModelWithoutACurve_IsTheSimilarity(double similarity, double expected) =>
        Assert.Equal(expected, SimilarityScale.Default.Confidence(similarity), 9);

    [Fact]
    public void Confidence_ModelWithACurve_IsItsLogistic() =>
        Assert.Equal(1 / (1 + Math.Exp(-2)), new SimilarityScale(0.5, 10, -4).Confidence(0.6), 9);
}
