using ConvoIntel.Understanding.Embedding;

namespace ConvoIntel.IntegrationTests.Understanding.Embedding;

public sealed class OnnxSentenceEmbedderTests
{
    /// <summary>PyTorch had the texts one at a time; here they share runs with longer ones, so padding that counted would show.</summary>
    [Theory]
    [InlineData(null, 2e-5)]
    [InlineData("half", 2e-3)]
    [InlineData("sentence", 2e-5)]
    public void Embed_GraphInTheFormOfMiniLm_EqualsPyTorch(string? variant, double tolerance)
    {
        var golden = EmbeddingGolden.BertTexts();
        using var embedder = EmbeddingGolden.Load(EmbeddingGolden.Bert, variant);

        var vectors = embedder.Embed([.. golden.Select(text => text.Text)]);

        Assert.Equal(16, embedder.Dimension);
        Assert.True(golden.Length > 40);
        for (var i = 0; i < golden.Length; i++)
        {
            var off = golden[i].Vector.Zip(vectors[i], (a, b) => Math.Abs(a - b)).Max();
            Assert.True(off < tolerance, $"'{golden[i].Text}' is off by {off}");
        }
    }

    [Fact]
    public void Encode_TextThatIsHardToCut_GivesThePiecesThatPythonGives()
    {
        foreach (var (folder, golden) in new[] { (EmbeddingGolden.Bert, EmbeddingGolden.BertTexts()), (EmbeddingGolden.Starter, EmbeddingGolden.StarterTexts()) })
        {
            var pieces = EmbeddingGolden.Pieces(folder);
            Assert.All(golden, text => Assert.Equal(text.Ids, pieces.Encode(text.Text)));
        }
    }

    [Fact]
    public void Embed_Starter_EqualsTheMeanOfItsVectorsInNumPy()
    {
        var golden = EmbeddingGolden.StarterTexts();
        using var embedder = EmbeddingGolden.Load(EmbeddingGolden.Starter);

        var vectors = embedder.Embed([.. golden.Select(text => text.Text)]);

        for (var i = 0; i < golden.Length; i++)
            Assert.True(golden[i].Vector.Zip(vectors[i], (a, b) => Math.Abs(a - b)).Max() < 1e-4, golden[i].Text);
    }

    [Fact]
    public void Embed_AloneOrAmongMany_GivesTheSameVectorInTheSamePlace()
    {
        using var embedder = EmbeddingGolden.Load(EmbeddingGolden.Bert);
        string[] texts = [.. Enumerable.Range(0, 75).Select(i => string.Join(' ', Enumerable.Repeat(i % 3 == 0 ? "price" : "we have data", 1 + (i * 7 % 11))))];

        var together = embedder.Embed(texts);

        for (var i = 0; i < texts.Length; i++)
            Assert.True(EmbeddingGolden.Cosine(embedder.Embed([texts[i]])[0], together[i]) > 1 - 1e-5, $"{i}: {texts[i]}");
        Assert.Empty(embedder.Embed([]));
    }

    [Fact]
    public void Embed_Starter_PlacesWhatMeansTheSameNearerThanWhatDoesNot()
    {
        using var embedder = EmbeddingGolden.Load(EmbeddingGolden.Starter);

        var vectors = embedder.Embed(
        [
            "How do we bring our data over from the old system?", "So how would we bring our data over, from that old system?",
            "Will all of our old records come across?", "The weather is lovely here today.",
        ]);

        Assert.True(EmbeddingGolden.Cosine(vectors[0], vectors[1]) > embedder.Scale.Threshold);
        Assert.True(EmbeddingGolden.Cosine(vectors[0], vectors[2]) > EmbeddingGolden.Cosine(vectors[0], vectors[3]));
        Assert.True(EmbeddingGolden.Cosine(vectors[0], vectors[3]) < embedder.Scale.Threshold);
        Assert.Equal("embedding-starter", embedder.Info.Name);
    }
}
