using System.Text.Json;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Inference;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Diarization;

/// <summary>The starter model and its features against what the training recipe's PyTorch and NumPy make of the same samples.</summary>
public sealed class OnnxSpeakerEmbedderTests
{
    private static readonly string Starter = Path.Combine(Repository.Models, "speaker-starter");

    [Fact]
    public void Compute_BuzzThatSwells_EqualsTheRecipesFeatures()
    {
        using var golden = Golden();
        var features = new FilterBank(80).Compute(Signal());

        Assert.Equal(148 * 80, features.Length);
        var frames = golden.RootElement.GetProperty("features").EnumerateArray().ToList();
        foreach (var (frame, row) in ((int[])[0, 50, 147]).Zip(frames))
        {
            foreach (var (expected, bin) in row.EnumerateArray().Select((value, bin) => (value.GetSingle(), bin)))
                Assert.Equal(expected, features[(frame * 80) + bin], 0.02);
        }
    }

    [Fact]
    public void Embed_StarterModel_EqualsTheRecipesVector()
    {
        using var golden = Golden();
        using var embedder = new OnnxSpeakerEmbedder(Starter, new OnnxSessionFactory(1));

        var vector = Assert.Single(embedder.Embed(Signal(), [Range.All]));

        Assert.Equal("speaker-starter", embedder.Info.Name);
        Assert.InRange(embedder.SameVoice, 0.3, 0.8);
        var expected = golden.RootElement.GetProperty("vector").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        Assert.Equal(expected.Length, vector.Length);
        Assert.True(expected.Zip(vector, (a, b) => (double)a * b).Sum() > 0.9999);
    }

    [Fact]
    public void Embed_SeveralWindows_EqualsEachAlone()
    {
        using var embedder = new OnnxSpeakerEmbedder(Starter, new OnnxSessionFactory(1));
        var signal = Signal();

        var together = embedder.Embed(signal, [0..16000, 8000..24000]);

        Assert.Equal(Assert.Single(embedder.Embed(signal.AsSpan(0, 16000), [Range.All])), together[0], (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(Assert.Single(embedder.Embed(signal.AsSpan(8000, 16000), [Range.All])), together[1], (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Embed_LouderAndFiltered_IsTheSameVoice()
    {
        using var embedder = new OnnxSpeakerEmbedder(Starter, new OnnxSessionFactory(1));
        var signal = Signal();

        var plain = embedder.Embed(signal, [Range.All])[0];
        var louder = embedder.Embed([.. signal.Select(sample => sample * 2.5f)], [Range.All])[0];

        Assert.True(plain.Zip(louder, (a, b) => (double)a * b).Sum() > 0.999);
    }

    [Fact]
    public void Constructor_ModelOfAnotherKind_SaysWhatIsWrong()
    {
        var error = Assert.Throws<ConvoIntelException>(() => new OnnxSpeakerEmbedder(Path.Combine(Repository.Models, "vad-starter", "model.onnx"), new OnnxSessionFactory(1)));

        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
        Assert.Contains("no speaker model", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"sampleRate\": 8000 }", "8000")]
    [InlineData("{ \"features\": \"mfcc\" }", "mfcc")]
    [InlineData("{ \"sameVoice\": 1.5 }", "sameVoice")]
    [InlineData("{", "speaker.json")]
    public void Constructor_SettingsThatCannotBe_NamesThem(string settings, string named)
    {
        var folder = Directory.CreateTempSubdirectory("convointel-speaker-").FullName;
        try
        {
            File.Copy(Path.Combine(Starter, "model.onnx"), Path.Combine(folder, "model.onnx"));
            File.WriteAllText(Path.Combine(folder, "speaker.json"), settings);

            var error = Assert.Throws<ConvoIntelException>(() => new OnnxSpeakerEmbedder(folder, new OnnxSessionFactory(1)));

            Assert.Equal(FailureReason.ModelUnusable, error.Reason);
            Assert.Contains(named, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Constructor_PublishedModelWithoutSettings_TakesDefaultsAndTheFilesName()
    {
        var folder = Directory.CreateTempSubdirectory("convointel-speaker-").FullName;
        try
        {
            var path = Path.Combine(folder, "voxceleb_resnet34.onnx");
            File.Copy(Path.Combine(Starter, "model.onnx"), path);

            using var embedder = new OnnxSpeakerEmbedder(path, new OnnxSessionFactory(1));

            Assert.Equal("voxceleb_resnet34", embedder.Info.Name);
            Assert.Equal(new SpeakerModelSettings().SameVoice, embedder.SameVoice);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As <c>models/training/speaker-embedding/export.py</c> makes it.</summary>
    private static float[] Signal()
    {
        var signal = new float[24000];
        for (var n = 0; n < signal.Length; n++)
        {
            double buzz = 0;
            for (var k = 1; k < 20; k++) buzz += Math.Sin(2 * Math.PI * 130 * k * n / 16000) / k;
            var swell = Math.Sin(Math.PI * 3 * n / 16000);
            signal[n] = (float)((buzz * 0.2 * swell * swell) + (0.001 * Math.Sin((double)n * n * 0.001)));
        }

        return signal;
    }

    private static JsonDocument Golden() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "ConvoIntel.IntegrationTests", "Diarization", "speaker-starter-golden.json")));
}
