using ConvoIntel.Tests;
using ConvoIntel.Transcription;

namespace ConvoIntel.IntegrationTests.Transcription;

/// <summary>What is wrong with a model folder is said with the file, the reason and the remedy.</summary>
public sealed class ModelFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Load_FolderMissing_NamesTheFolder() =>
        AssertUnusable(folder.At("absent"), "absent", "does not exist");

    [Theory]
    [InlineData("encoder_model.onnx", "encoder_model.onnx is missing")]
    [InlineData("config.json", "is missing")]
    [InlineData("vocab.json", "tokenizer is missing")]
    public void Load_FileMissing_NamesIt(string file, string problem)
    {
        CopyModel("two-graphs");
        File.Delete(folder.At(file));

        AssertUnusable(folder.Path, Path.GetFileName(folder.Path), problem);
    }

    [Fact]
    public void Load_NoDecoderInAnyLayout_SaysWhichGraphIsMissing()
    {
        CopyModel("merged");
        File.Delete(folder.At("decoder_model_merged.onnx"));

        AssertUnusable(folder.Path, Path.GetFileName(folder.Path), "decoder_model.onnx is missing");
    }

    [Theory]
    [InlineData("encoder_model.onnx")]
    [InlineData("decoder_with_past_model.onnx")]
    public void Load_CorruptGraph_NamesTheFile(string file)
    {
        CopyModel("two-graphs");
        folder.Write(file, "this is no graph"u8.ToArray());

        AssertUnusable(folder.Path, file, "ONNX Runtime cannot load the model");
    }

    [Fact]
    public void Load_TruncatedGraph_NamesTheFile()
    {
        CopyModel("two-graphs");
        var bytes = File.ReadAllBytes(folder.At("decoder_model.onnx"));
        folder.Write("decoder_model.onnx", bytes[..(bytes.Length / 2)]);

        AssertUnusable(folder.Path, "decoder_model.onnx", "ONNX Runtime cannot load the model");
    }

    [Fact]
    public void Load_EncoderInTheDecodersPlace_SaysThatTheLayoutIsWrong()
    {
        CopyModel("without-cache");
        File.Copy(folder.At("encoder_model.onnx"), folder.At("decoder_model.onnx"), overwrite: true);

        AssertUnusable(folder.Path, "decoder_model.onnx", "layout that is not supported");
    }

    [Theory]
    [InlineData("config.json", "{ \"d_model\": ", "not JSON")]
    [InlineData("config.json", "[]", "not an object")]
    [InlineData("config.json", "{ \"d_model\": \"wide\" }", "'d_model' is not")]
    [InlineData("config.json", "{ }", "'d_model' is missing")]
    [InlineData("generation_config.json", "{ \"suppress_tokens\": [1, \"two\"] }", "'suppress_tokens' is not")]
    [InlineData("vocab.json", "{ \"a\": \"first\" }", "tokenizer cannot be read")]
    public void Load_ConfigurationWrong_NamesTheFileAndTheField(string file, string content, string problem)
    {
        CopyModel("two-graphs");
        folder.Write(file, content);

        AssertUnusable(folder.Path, file, problem);
    }

    [Fact]
    public void Load_FeaturesOfAnotherModel_SaysThatTheyDoNotMatch()
    {
        CopyModel("two-graphs");
        folder.Write("preprocessor_config.json", "{ \"feature_size\": 128 }");

        AssertUnusable(folder.Path, "encoder_model.onnx", "128");
    }

    public void Dispose() => folder.Dispose();

    private static void AssertUnusable(string path, string source, string problem)
    {
        var error = Assert.Throws<ConvoIntelException>(
            () => WhisperRecognizer.Load(new TranscriptionOptions { ModelFolder = path }, GoldenFiles.Sessions));

        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains(source, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    private void CopyModel(string layout)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenFiles.Folder, layout)))
            File.Copy(file, folder.At(Path.GetFileName(file)));
    }
}
