using System.Text;
using ConvoIntel.Models;
using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Tests.Models;

public sealed class ManifestTests
{
    [Fact]
    public void Shipped_IsReadAndListsTheStarters()
    {
        var manifest = ManifestReader.Load(Repository.File("models"));

        foreach (var starter in Directory.GetDirectories(Repository.File("models"), "*-starter"))
            Assert.True(manifest.Find(Path.GetFileName(starter))?.Ships, $"{starter} is listed as shipping");
        Assert.All(Enum.GetValues<ModelKind>(), kind => Assert.Contains(manifest.Models, model => model.Kind == kind));
    }

    [Fact]
    public void Shipped_EveryWhisperVariantHasAnEncoderAndADecoderOfItsEnding()
    {
        var whispers = ManifestReader.Load(Repository.File("models")).Models.Where(model => model is { Kind: ModelKind.Whisper, Ships: false }).ToList();

        Assert.True(whispers.Count >= 18);
        foreach (var model in whispers)
        {
            Assert.Equal(["fp32", "fp16", "quantized", "int8", "q4", "q4f16"], model.Variants.Keys);
            foreach (var (variant, files) in model.Variants)
            {
                var ending = variant == "fp32" ? ".onnx" : $"_{variant}.onnx";
                Assert.Contains(files, file => file.Path == "onnx/encoder_model" + ending);
                Assert.Contains(files, file => file.Path == "onnx/decoder_model_merged" + ending);
            }
        }
    }

    [Fact]
    public void Load_FolderWithoutAManifest_TakesTheOneOfTheBuild()
    {
        using var folder = new TemporaryFolder();

        Assert.NotNull(ManifestReader.Load(folder.Path).Find("silero-vad"));
    }

    [Fact]
    public void Find_AnyCase_IsTheSameModel() =>
        Assert.Equal("all-MiniLM-L6-v2", ManifestReader.Load(Repository.File("models")).Find("ALL-minilm-l6-V2")?.Name);

    [Theory]
    [InlineData("../evil.onnx")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("..\\\\evil")]
    [InlineData("C:/x")]
    [InlineData("a//b")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a/.hidden/b")]
    [InlineData("NUL")]
    [InlineData("con.onnx")]
    [InlineData("ends.")]
    [InlineData("-rf")]
    [InlineData("x.part")]
    [InlineData("x.onnx.part.json")]
    [InlineData("a b")]
    [InlineData("x\\n")]
    [InlineData("e\\u0301.onnx")]
    public void Parse_PathThatLeadsElsewhere_IsRefused(string path) =>
        Assert.Contains("no path within a model's folder", Refused($$"""{ "path": "{{path}}" }""").Problem);

    [Theory]
    [InlineData("""{ "path": "a", "url": "http://plain.invalid/a" }""", "only https")]
    [InlineData("""{ "path": "a", "url": "file:///etc/passwd" }""", "only https")]
    [InlineData("""{ "path": "a", "url": "ftp://x.invalid/a" }""", "only https")]
    [InlineData("""{ "path": "a", "sha256": "abc" }""", "sha256")]
    [InlineData("""{ "path": "a", "bytes": -1 }""", "negative")]
    [InlineData("""{ "path": "a" }, { "path": "A" }""", "listed twice")]
    [InlineData("""{ "path": "a", "hash": "x" }""", "cannot be read")]
    public void Parse_FileThatCannotBeTrusted_IsRefused(string files, string problem) => Assert.Contains(problem, Refused(files).Problem);

    [Theory]
    [InlineData("../up", "v1", "m")]
    [InlineData("a/b", "v1", "m")]
    [InlineData(".pulls", "v1", "m")]
    [InlineData("", "v1", "m")]
    [InlineData("m", "../v", "m")]
    [InlineData("m", "v1", "../up")]
    public void Parse_NameThatLeadsElsewhere_IsRefused(string name, string version, string variant) =>
        Assert.Equal(FailureReason.ModelUnusable, Refused("""{ "path": "a" }""", name, version, variant).Reason);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"format\": \"convointel/models/1\" }")]
    [InlineData("{ \"format\": \"convointel/models/2\", \"models\": [] }")]
    [InlineData("{ \"format\": ")]
    public void Parse_NoManifest_IsRefused(string json) =>
        Assert.Equal("list.json", Assert.Throws<ConvoIntelException>(() => ManifestReader.Parse(Encoding.UTF8.GetBytes(json), "list.json")).SourceName);

    private static ConvoIntelException Refused(string files, string name = "m", string version = "v1", string variant = "v")
    {
        var json = $$"""
            { "format": "convointel/models/1", "models": [{ "name": "{{name}}", "kind": "vad", "version": "{{version}}", "licence": "MIT", "source": "https://x.invalid/",
              "baseUrl": "https://x.invalid/", "files": [{{files}}], "defaultVariant": "{{variant}}", "variants": { "{{variant}}": [] } }] }
            """;
        return Assert.Throws<ConvoIntelException>(() => ManifestReader.Parse(Encoding.UTF8.GetBytes(json), "list.json"));
    }
}
