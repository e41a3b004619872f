using ConvoIntel.IntegrationTests.Transcription;
using ConvoIntel.Models;
using ConvoIntel.Models.Inspection;
using ConvoIntel.Tests;
using ConvoIntel.Transcription.Model;
using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.IntegrationTests.Models;

/// <summary>Descriptions of real models, checked against what ONNX Runtime and the engine say of the same files.</summary>
public sealed class InspectionTests
{
    private static readonly string ModelsFolder = Repository.File("models");

    public static TheoryData<string> Graphs() => [.. new[] { "published/onnx/decoder_model_merged_fp16.onnx", "published/onnx/encoder_model_quantized.onnx", "published/onnx/decoder_model_merged_q4f16.onnx", "two-graphs/encoder_model.onnx", "merged/decoder_model_merged.onnx", "without-cache/decoder_model.onnx" }];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Read_Graph_AgreesWithOnnxRuntime(string file)
    {
        var path = Path.Combine(GoldenFiles.Folder, file);
        using var session = new InferenceSession(path);

        var graph = OnnxGraphReader.Read(path);

        Assert.Equal(session.InputNames, graph.Inputs.Select(input => input.Name));
        Assert.Equal(session.OutputNames, graph.Outputs.Select(output => output.Name));
        foreach (var input in graph.Inputs)
        {
            var metadata = session.InputMetadata[input.Name];
            Assert.Equal(metadata.ElementDataType.ToString().Replace("Float", "Float32", StringComparison.Ordinal).Replace("Float3216", "Float16", StringComparison.Ordinal), input.Type, ignoreCase: true);
            Assert.Equal(metadata.Dimensions, input.Shape.Select(dimension => int.TryParse(dimension, out var fixedSize) ? fixedSize : -1));
        }
    }

    [Theory]
    [InlineData("two-graphs", "", "two decoders", "single precision (float32)")]
    [InlineData("merged", "", "merged decoder", "single precision (float32)")]
    [InlineData("published", "fp16", "merged decoder", "half precision (float16)")]
    [InlineData("without-cache", "", "without cache", "single precision (float32)")]
    public void Describe_GoldenModel_SaysWhatTheEngineWillDo(string layout, string variant, string told, string precision)
    {
        using var library = Library();
        using var model = GoldenFiles.Load(layout, variant, variant);

        var description = library.Describe(Path.Combine(GoldenFiles.Folder, layout) + (variant.Length > 0 ? $":{variant}" : ""));

        Assert.Equal(ModelKind.Whisper, description.Kind);
        Assert.Contains(told, Fact(description, "layout"));
        Assert.Equal($"{model.Config.DecoderLayers} layers of {model.Config.DecoderHeads} heads of {model.Config.HeadSize}", Fact(description, "decoder"));
        Assert.StartsWith($"{model.Config.VocabularySize} tokens", Fact(description, "vocabulary"), StringComparison.Ordinal);
        Assert.All(description.Graphs, graph => Assert.Equal(precision, graph.Precision));
        Assert.Equal(model.Decoder.Layout == DecoderLayout.TwoGraphs ? 3 : 2, description.Graphs.Count);
        Assert.Equal(model.Decoder.HasCrossAttention, description.Use[0].Contains("come from cross-attention", StringComparison.Ordinal));
        Assert.Equal(layout == "without-cache", description.Use.Any(use => use.Contains("slow", StringComparison.Ordinal)));
        Assert.Empty(description.Problems);
        Assert.Contains(description.Files, file => Path.GetFileName(file.Path).StartsWith("encoder_model", StringComparison.Ordinal) && file.Bytes > 1000);
    }

    [Theory]
    [InlineData("whisper-starter", ModelKind.Whisper)]
    [InlineData("vad-starter", ModelKind.Vad)]
    [InlineData("tagger-starter", ModelKind.Tagger)]
    [InlineData("roles-starter", ModelKind.Roles)]
    public void Describe_Starter_IsOfItsKindAndWithoutProblems(string name, ModelKind kind)
    {
        using var library = Library();

        var description = library.Describe(name);

        Assert.Equal(kind, description.Kind);
        Assert.Empty(description.Problems);
        Assert.NotEmpty(description.Graphs);
        Assert.NotEmpty(description.Use);
        Assert.Contains("\"kind\": \"" + kind.Text() + "\"", ModelLibrary.Json(description));
    }

    [Fact]
    public void Describe_VoiceActivityModelInAFolderOfTheUsers_IsToldByItsGraph()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine/any-name.onnx", File.ReadAllBytes(Path.Combine(ModelsFolder, "vad-starter", "model.onnx")));
        using var library = Library();

        Assert.Equal(ModelKind.Vad, library.Describe(folder.At("mine")).Kind);
    }

    [Fact]
    public void Describe_NotPulled_TellsWhatThereIsToPull()
    {
        using var folder = new TemporaryFolder();
        using var library = new ModelLibrary(folder.Path, TimeProvider.System);

        var description = library.Describe("whisper-base_timestamped:fp16");

        Assert.Null(description.Folder);
        Assert.Equal("fp16", description.Variant);
        Assert.True(description.VariantsToPull["fp16"] > 100_000_000);
    }

    [Theory]
    [InlineData("encoder_model.onnx", "decoder_model.onnx, decoder_with_past_model.onnx")]
    [InlineData("decoder_model.onnx", "decoder_with_past_model.onnx, encoder_model.onnx")]
    public void Describe_FolderInNoLayout_SaysWhatItHasAndWhatEachLayoutNeeds(string missing, string found)
    {
        using var folder = Copy("two-graphs", name => name == missing ? null : name);
        using var library = Library();

        var error = Assert.Throws<ConvoIntelException>(() => library.Describe(folder.Path));

        Assert.Equal($"{missing} is missing: the folder has {found}", error.Problem);
        Assert.Contains("encoder_model.onnx with decoder_model.onnx and decoder_with_past_model.onnx, or with decoder_model_merged.onnx", error.Remedy);
    }

    [Fact]
    public void Describe_VariantThatIsNotThere_NamesThoseThatAre()
    {
        using var folder = Copy("merged", name => name.Replace(".onnx", "_q4.onnx", StringComparison.Ordinal));
        using var library = Library();

        var error = Assert.Throws<ConvoIntelException>(() => library.Describe(folder.Path + ":int8"));

        Assert.StartsWith("It has the variants q4:", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void Read_GraphCutShort_IsNamedAsSuch(int bytes)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("model.onnx", File.ReadAllBytes(Path.Combine(GoldenFiles.Folder, "merged", "encoder_model.onnx"))[..bytes]);

        var error = Assert.Throws<ConvoIntelException>(() => OnnxGraphReader.Read(path));

        Assert.Equal(path, error.SourceName);
        Assert.Contains("no ONNX model that can be read", error.Problem);
    }

    [Fact]
    public void Read_AnyByteChanged_AnswersOrRefusesAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var good = File.ReadAllBytes(Path.Combine(GoldenFiles.Folder, "merged", "encoder_model.onnx"));
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var bad = good.ToArray();
            bad[random.Next(2000)] = (byte)random.Next(256);
            var path = folder.Write("model.onnx", bad);
            var error = Record.Exception(() => OnnxGraphReader.Read(path));
            Assert.True(error is null or ConvoIntelException, error?.ToString());
        }
    }

    private static ModelLibrary Library() => new(ModelsFolder, TimeProvider.System);

    private static string Fact(ModelDescription description, string name) => description.Facts.Single(fact => fact.Name == name).Value;

    private static TemporaryFolder Copy(string layout, Func<string, string?> rename)
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenFiles.Folder, layout)))
        {
            if (rename(Path.GetFileName(file)) is { } name) File.Copy(file, folder.At(name));
        }

        return folder;
    }
}
