using ConvoIntel.IntegrationTests.Transcription;
using ConvoIntel.Models;
using ConvoIntel.Tests;
using ConvoIntel.Transcription;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvoIntel.IntegrationTests.Models;

/// <summary>From the manifest's name to a recogniser that hears: a real model, pulled from a folder as if it had been published.</summary>
public sealed class PulledModelTests : IDisposable
{
    private readonly TemporaryFolder published = new();
    private readonly TemporaryFolder models = new();

    public PulledModelTests()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenFiles.Folder, "merged")))
        {
            var name = Path.GetFileName(file);
            published.Write(name.EndsWith(".onnx", StringComparison.Ordinal) ? "onnx/" + name.Replace(".onnx", "_int8.onnx", StringComparison.Ordinal) : name, File.ReadAllBytes(file));
        }

        models.Write("manifest.json", """
            { "format": "convointel/models/1", "models": [{ "name": "golden", "kind": "whisper", "version": "1", "licence": "MIT", "source": "https://x.invalid/",
              "baseUrl": "https://x.invalid/", "files": [{ "path": "config.json" }, { "path": "generation_config.json" }, { "path": "preprocessor_config.json" }, { "path": "tokenizer.json" }],
              "defaultVariant": "int8", "variants": { "int8": [{ "path": "onnx/encoder_model_int8.onnx" }, { "path": "onnx/decoder_model_merged_int8.onnx" }], "q4": [] } }] }
            """);
    }

    public void Dispose()
    {
        published.Dispose();
        models.Dispose();
    }

    [Theory]
    [InlineData("golden")]
    [InlineData("golden:int8")]
    public async Task Recognizer_PulledModelByName_LoadsThatVariant(string name)
    {
        await PullAsync();
        await using var services = Services(("Transcription:ModelFolder", name));

        Assert.Equal("int8", services.GetRequiredService<IOptions<TranscriptionOptions>>().Value.Variant);
        Assert.Equal("golden", services.GetRequiredService<ISpeechRecognizer>().Info.Name);
    }

    [Fact]
    public async Task Recognizer_VariantByItsSetting_IsKept()
    {
        await PullAsync();
        await using var services = Services(("Transcription:ModelFolder", "golden"), ("Transcription:Variant", "int8"));

        Assert.Equal("golden", services.GetRequiredService<ISpeechRecognizer>().Info.Name);
    }

    [Fact]
    public async Task Recognizer_NotPulledYet_SaysWhatToRun()
    {
        await using var services = Services(("Transcription:ModelFolder", "golden"));

        var error = Assert.Throws<ConvoIntelException>(() => services.GetRequiredService<ISpeechRecognizer>());

        Assert.Contains("convointel models pull golden", error.Remedy);
    }

    [Fact]
    public async Task Recognizer_GgmlModelInThisBuild_SaysHowToBuildWithItsEngine()
    {
        await using var services = Services(("Transcription:ModelFolder", "ggml-base.en.bin"));

        var error = Assert.Throws<ConvoIntelException>(() => services.GetRequiredService<ISpeechRecognizer>());

        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
        Assert.Equal("ggml-base.en.bin", error.SourceName);
        Assert.Contains("-p:WhisperNet=true", error.Remedy);
    }

    private async Task PullAsync()
    {
        using var library = new ModelLibrary(models.Path, TimeProvider.System);
        await library.PullAsync(library.Find("golden").Model, null, published.Path, relock: false, new Progress<PullProgress>(), default);
    }

    private ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddConvoIntel(new ConfigurationBuilder()
            .AddInMemoryCollection([new(ModelsRegistration.FolderKey, models.Path), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]).Build())
        .BuildServiceProvider();
}
