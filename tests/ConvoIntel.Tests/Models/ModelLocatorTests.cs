using ConvoIntel.Models;
using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Tests.Models;

public sealed class ModelLocatorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("whisper-base.en", "whisper-base.en", null)]
    [InlineData("whisper-base.en:int8", "whisper-base.en", "int8")]
    [InlineData("C:\\models\\base", "C:\\models\\base", null)]
    [InlineData("C:x", "C:x", null)]
    [InlineData("/models/base:q4", "/models/base", "q4")]
    [InlineData("odd:Not A Variant", "odd:Not A Variant", null)]
    public void Parse_Reference_SplitsNameAndVariant(string text, string name, string? variant) =>
        Assert.Equal(new ModelReference(name, variant), ModelReference.Parse(text));

    [Fact]
    public void FindFolder_KnownButNotPulled_SaysWhatToRun()
    {
        var error = Fails("whisper-base.en", ModelKind.Whisper);

        Assert.Contains("not on this machine", error.Problem);
        Assert.Equal("Run `convointel models pull whisper-base.en`.", error.Remedy);
    }

    [Fact]
    public void FindFolder_VariantNotPulled_SaysWhatToRun()
    {
        Graphs("whisper-base.en", "onnx/encoder_model.onnx", "onnx/decoder_model_merged.onnx");

        Assert.Equal("Run `convointel models pull whisper-base.en:int8`.", Fails("whisper-base.en:int8", ModelKind.Whisper).Remedy);
    }

    [Fact]
    public void FindFolder_VariantThatNobodyHas_ListsThoseThereAre() =>
        Assert.Contains("quantized", Fails("whisper-base.en:q3", ModelKind.Whisper).Problem);

    [Theory]
    [InlineData("silero-vad", ModelKind.Whisper, "that is a vad model, not a whisper model")]
    [InlineData("whisper-base", ModelKind.Vad, "that is a whisper model, not a vad model")]
    [InlineData("all-MiniLM-L6-v2", ModelKind.SpeakerEmbedding, "that is an embedding model, not a speaker-embedding model")]
    public void FindFolder_OtherKind_SaysWhichItIs(string name, ModelKind kind, string problem) => Assert.Equal(problem, Fails(name, kind).Problem);

    [Fact]
    public void FindFolder_OwnFolderOfAnotherKind_IsToldByItsFiles()
    {
        Graphs("mine", "tagger.json", "model.onnx");

        Assert.Contains("that is a tagger model", Fails("mine", ModelKind.Whisper).Problem);
    }

    [Fact]
    public void FindFolder_TypingError_NamesTheNearest()
    {
        var error = Fails("whisper-bse.en", ModelKind.Whisper);

        Assert.Contains("Is 'whisper-base.en' meant?", error.Remedy);
        Assert.Contains("models list", error.Remedy);
    }

    [Fact]
    public void FindFolder_PathThatIsNotThere_SaysSo() => Assert.Contains("does not exist", Fails(folder.At("nowhere/at-all"), ModelKind.Whisper).Problem);

    [Fact]
    public void FindFolder_StarterThatIsGone_DoesNotOfferToPullIt() => Assert.DoesNotContain("pull", Fails("whisper-starter", ModelKind.Whisper).Remedy);

    [Fact]
    public void FindFolder_NameInOtherCase_IsFound()
    {
        Graphs("whisper-base.en", "onnx/encoder_model.onnx", "onnx/decoder_model_merged.onnx");

        Assert.Equal(folder.At("whisper-base.en"), Locator.FindFolder("Whisper-Base.EN", ModelKind.Whisper).Folder);
    }

    [Theory]
    [InlineData("onnx/encoder_model_int8.onnx", "int8")]
    [InlineData("encoder_model_q4f16.onnx", "q4f16")]
    [InlineData("encoder_model.onnx", null)]
    public void FindFolder_NoVariantNamed_TakesTheOnlyOneThatIsThere(string encoder, string? variant)
    {
        Graphs("mine", encoder, encoder.Replace("encoder_model", "decoder_model_merged", StringComparison.Ordinal));

        Assert.Equal(variant, Locator.FindFolder("mine", ModelKind.Whisper).Variant);
    }

    [Fact]
    public void FindFolder_PathWithAVariant_TakesBoth()
    {
        Graphs("far/away", "encoder_model.onnx", "encoder_model_q4.onnx");

        Assert.Equal(new LocatedModel(folder.At("far/away"), "q4"), Locator.FindFolder(folder.At("far/away") + ":q4", ModelKind.Whisper));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("silero_vad.onnx")]
    [InlineData("onnx/model.onnx")]
    public void FindFile_NameOfAModelOfOneGraph_IsItsFile(string file)
    {
        Graphs("silero-vad", file);

        Assert.Equal(folder.At("silero-vad/" + file), Locator.FindFile("silero-vad", ModelKind.Vad));
    }

    [Fact]
    public void FindFile_PathOfAFile_StaysWhatItIs() => Assert.Equal(folder.At("x.onnx"), Locator.FindFile(folder.At("x.onnx"), ModelKind.Vad));

    [Fact]
    public void FindFile_SeveralGraphs_NamesThem()
    {
        Graphs("mine", "a.onnx", "b.onnx");

        var error = Assert.Throws<ConvoIntelException>(() => Locator.FindFile("mine", ModelKind.Vad));

        Assert.Contains("a.onnx, b.onnx", error.Problem);
    }

    private ModelLocator Locator => new(new ModelStore(folder.Path));

    private ConvoIntelException Fails(string reference, ModelKind kind)
    {
        var error = Assert.Throws<ConvoIntelException>(() => Locator.FindFolder(reference, kind));
        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
        return error;
    }

    private void Graphs(string model, params string[] files)
    {
        foreach (var file in files) folder.Write($"{model}/{file}", "");
    }
}
