using ConvoIntel.Understanding.Embedding;

namespace ConvoIntel.Tests.Understanding.Embedding;

public sealed class SimilarityScaleTests
{
    [Theory]
    [InlineData(-0.4, 0)]
    [InlineData(0.7, 0.7)]
    [InlineData(1.0000001, 1)]
    public void Confidence_AnySimilarity_IsItWithinZeroAndOne(double similarity, double expected) =>
        Assert.Equal(expected, SimilarityScale.Confidence(similarity), 9);
}
