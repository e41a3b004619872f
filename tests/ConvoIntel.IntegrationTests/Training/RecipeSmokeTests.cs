using System.Diagnostics;
using ConvoIntel.Diarization.Roles;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Inference;
using ConvoIntel.IntegrationTests.Segmentation;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.IntegrationTests.Understanding;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;
using ConvoIntel.Understanding.Embedding;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.IntegrationTests.Training;

/// <summary>Each recipe in <c>models/training</c>, at a size of seconds: it trains, exports, and the product loads what it made.</summary>
public sealed class RecipeSmokeTests
{
    [Theory]
    [InlineData("roles")]
    [InlineData("tagger")]
    [InlineData("whisper-starter")]
    [InlineData("vad")]
    [InlineData("embedding")]
    [InlineData("speaker-embedding")]
    public async Task Smoke_CleanFolder_TrainsAModelThatTheProductLoads(string recipe)
    {
        var folder = Directory.CreateTempSubdirectory("convointel-recipe-").FullName;
        try
        {
            await RunAsync(recipe, folder);
            await LoadAsync(recipe, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task LoadAsync(string recipe, string folder)
    {
        switch (recipe)
        {
            case "roles":
                using (var model = OnnxRoleModel.Load(folder, new OnnxSessionFactory(1)))
                {
                    var judged = model.Judge(
                    [
                        new("a", ["Hi, this is Sam from Harbor Line.", "What are you using today?", "I'll send you the proposal by Friday."]),
                        new("b", ["We have a spreadsheet.", "That's too expensive for us.", "I'd have to ask my boss."]),
                    ]);
                    Assert.True(judged[0].RepProbability > 0.5 && judged[1].RepProbability < 0.5, string.Join(' ', judged));
                }

                break;
            case "tagger":
                using (var tagger = OnnxUtteranceTagger.Load(folder, new OnnxSessionFactory(1)))
                    GoldenConversation.AssertScores(tagger, Path.Combine(folder, "golden.json"));
                break;
            case "whisper-starter":
                await using (var recognizer = WhisperRecognizer.Load(new TranscriptionOptions { ModelFolder = folder, Timestamps = true }, new OnnxSessionFactory(1)))
                {
                    // Half a minute of training teaches no words; what counts is that graphs, tokenizer and configuration fit.
                    var random = new Random(5);
                    float[] noise = [.. Enumerable.Range(0, 32000).Select(_ => (random.NextSingle() - 0.5f) * 0.2f)];
                    var heard = await recognizer.TranscribeAsync([new SpeechSegment { Channel = 0, Start = 0, Samples = noise }], default);
                    Assert.InRange(Assert.Single(heard).NoSpeechProbability, 1e-12, 1);
                }

                break;
            case "vad":
                using (var model = new SileroVoiceActivityModel(Path.Combine(folder, "model.onnx"), new OnnxSessionFactory(1)))
                {
                    GoldenSignal.AssertProbabilities(model, Path.Combine(folder, "vad-starter-golden.json"));
                }

                break;
            case "embedding":
                using (var model = OnnxSentenceEmbedder.Load(folder, null, new OnnxSessionFactory(1)))
                {
                    var vectors = model.Embed(["How do we move our data across?", "how do we move our data", "The weather is lovely today."]);
                    Assert.Equal(32, model.Dimension);
                    Assert.True(Cosine(vectors[0], vectors[1]) > Cosine(vectors[0], vectors[2]));
                    Assert.Equal("embedding-starter", model.Info.Name);
                }

                break;
            case "speaker-embedding":
                using (var embedder = new OnnxSpeakerEmbedder(folder, new OnnxSessionFactory(1)))
                {
                    // A few steps of training tell no voices apart; what counts is that graph, features and settings fit.
                    float[] buzz = [.. Enumerable.Range(0, 32000).Select(n => 0.3f * MathF.Sin(n * n * 0.0002f))];
                    var vectors = embedder.Embed(buzz, [0..24000, 8000..32000]);
                    Assert.Equal("smoke", embedder.Info.Version);
                    Assert.All(vectors, vector => Assert.Equal((256, 1.0), (vector.Length, Math.Round(vector.Sum(value => (double)value * value), 4))));
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(recipe), recipe, "No check is written for this recipe's model.");
        }
    }

    private static float Cosine(float[] a, float[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static async Task RunAsync(string recipe, string folder)
    {
        var script = Path.Combine(Repository.Models, "training", recipe, "train.sh");
        using var process = Process.Start(new ProcessStartInfo("sh", [script, "--smoke", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{recipe} ended with {process.ExitCode}:\n{await output}\n{await error}");
    }
}
