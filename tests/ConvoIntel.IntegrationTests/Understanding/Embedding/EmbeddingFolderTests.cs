using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Tests;
using Repository = ConvoIntel.IntegrationTests.Support.Repository;

namespace ConvoIntel.IntegrationTests.Understanding.Embedding;

/// <summary>Folders that are no sentence model, each refused with the file, the reason and the remedy.</summary>
public sealed class EmbeddingFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public EmbeddingFolderTests()
    {
        foreach (var file in new[] { "model.onnx", "vocab.txt", "config.json", "tokenizer_config.json" })
            File.Copy(Path.Combine(EmbeddingGolden.Bert, file), folder.At(file));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_CopyOfAModel_IsNamedAfterItsFolderAndTakesTheScaleOfModelsWithoutOne()
    {
        using var embedder = EmbeddingGolden.Load(folder.Path);

        Assert.Equal(Path.GetFileName(folder.Path), embedder.Info.Name);
        Assert.Equal(0.5, embedder.Scale.Threshold);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("vocab.txt")]
    public void Load_FileIsMissing_NamesItAndTheRemedy(string file)
    {
        File.Delete(folder.At(file));
        AssertRefused(file, "does not exist");
    }

    [Fact]
    public void Load_WithoutAnyGraph_SaysSo()
    {
        File.Delete(folder.At("model.onnx"));
        AssertRefused(folder.Path, "no ONNX file");
    }

    [Theory]
    [InlineData("config.json", "{", "cannot be read")]
    [InlineData("config.json", "null", "is null")]
    [InlineData("config.json", "{\"model_type\":\"whisper\"}", "describes no BERT-like model")]
    [InlineData("config.json", "{\"hidden_size\":16,\"vocab_size\":400,\"max_position_embeddings\":2}", "no room for text")]
    [InlineData("vocab.txt", "[PAD]\n[UNK]\na\nb\n", "no piece '[CLS]'")]
    [InlineData("model.onnx", "not a graph", "cannot load")]
    public void Load_FileIsNotWhatItsNameSays_NamesItAndTheReason(string file, string content, string reason)
    {
        folder.Write(file, content);
        AssertRefused(file, reason);
    }

    [Fact]
    public void Load_GraphOfAnotherKind_NamesTheInputThatItLacks()
    {
        File.Copy(Path.Combine(Repository.Models, "vad-starter", "model.onnx"), folder.At("model.onnx"), overwrite: true);
        AssertRefused("model.onnx", "no input 'input_ids'");
    }

    [Fact]
    public void Load_VocabularyOfAnotherModel_SaysThatTheyDoNotFit()
    {
        File.AppendAllLines(folder.At("vocab.txt"), Enumerable.Range(0, 500).Select(i => $"filler{i}").Append("hello"));
        AssertRefused("model.onnx", "belong together");
    }

    private void AssertRefused(string file, string reason)
    {
        var error = Assert.Throws<ConvoIntelException>(() => EmbeddingGolden.Load(folder.Path));
        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }
}
