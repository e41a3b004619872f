using ConvoIntel.Understanding.Embedding;

namespace ConvoIntel.Tests.Understanding.Embedding;

public sealed class PoolingTests
{
    [Fact]
    public void Sentences_VectorsOfPieces_AreAveragedWithoutPaddingAndBroughtToLengthOne()
    {
        float[] numbers = [3, 0, 3, 8, 900, 900, /* second row */ 0, -5, 700, 700, 700, 700];

        var vectors = Pooling.Sentences(numbers, [2, 3, 2], [2, 1]);

        Assert.Equal([0.6f, 0.8f], vectors[0], (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0f, -1f], vectors[1]);
    }

    [Fact]
    public void Sentences_PooledByTheGraph_AreBroughtToLengthOneAlone()
    {
        var vectors = Pooling.Sentences([3, 4, 0, 0], [2, 2], [7, 9]);

        Assert.Equal([0.6f, 0.8f], vectors[0], (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0f, 0f], vectors[1]);
    }
}
