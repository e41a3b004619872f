using System.Text.Json;
using ConvoIntel.Inference;
using ConvoIntel.Segmentation;
using ConvoIntel.Tests;

namespace ConvoIntel.IntegrationTests.Segmentation;

public sealed class SileroVoiceActivityModelTests
{
    private const int Frame = 512;

    [Fact]
    public async Task Process_TwoChannelsInOneBatch_EqualsOneByOne()
    {
        var channels = await VoiceFiles.ReadAsync("freight-discovery");
        using var model = VoiceFiles.OpenStarter();
        using var both = model.CreateDetector(2);
        using var left = model.CreateDetector(1);
        using var right = model.CreateDetector(1);
        var together = new float[2];
        var alone = new float[1];

        for (var i = 0; i < 300; i++)
        {
            float[] frames = [.. channels[0].AsSpan(i * Frame, Frame), .. channels[1].AsSpan(i * Frame, Frame)];
            both.Process(frames, together);
            left.Process(frames.AsSpan(0, Frame), alone);
            Assert.Equal(alone[0], together[0], 1e-4);
            right.Process(frames.AsSpan(Frame), alone);
            Assert.Equal(alone[0], together[1], 1e-4);
        }
    }

    [Fact]
    public void Process_GoldenSignal_EqualsPyTorch()
    {
        var path = Repository.File("tests/ConvoIntel.IntegrationTests/Segmentation/vad-starter-golden.json");
        var expected = JsonSerializer.Deserialize<float[]>(File.ReadAllText(path))!;
        using var model = VoiceFiles.OpenStarter();
        using var detector = model.CreateDetector(1);
        var probability = new float[1];

        for (var i = 0; i < expected.Length; i++)
        {
            detector.Process(Swell(i * Frame), probability);
            Assert.Equal(expected[i], probability[0], 2e-3);
        }
    }

    /// <summary>As write_golden in models/training/vad/train.py: nineteen harmonics of 130 Hz that swell and fall from 0.5 s on.</summary>
    private static float[] Swell(int start)
    {
        var frame = new float[Frame];
        for (var i = 0; i < Frame; i++)
        {
            double n = start + i;
            var buzz = Enumerable.Range(1, 19).Sum(k => Math.Sin(2 * Math.PI * 130 * k * n / 16_000) / k);
            frame[i] = n > 8000 ? (float)(0.2 * buzz * Math.Pow(Math.Sin(Math.PI * 3 * n / 16_000), 2)) : 0;
        }

        return frame;
    }

    [Fact]
    public void Process_TenMinutesOfSilence_IsNeverSpeech()
    {
        using var model = VoiceFiles.OpenStarter();
        using var detector = model.CreateDetector(1);
        var probability = new float[1];
        var highest = 0f;

        for (var i = 0; i < 600 * 16_000 / Frame; i++)
        {
            detector.Process(new float[Frame], probability);
            highest = Math.Max(highest, probability[0]);
        }

        Assert.InRange(highest, 0, new SegmentationOptions().EnterThreshold);
    }

    [Fact]
    public void Process_AfterWarmUp_AllocatesNothing()
    {
        using var model = VoiceFiles.OpenStarter();
        using var detector = model.CreateDetector(2);
        var frames = new float[2 * Frame];
        var probabilities = new float[2];
        for (var i = 0; i < 50; i++) detector.Process(frames, probabilities);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) detector.Process(frames, probabilities);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Constructor_OtherModel_SaysWhatIsMissingAndWhatToDo()
    {
        var path = Repository.File("models/whisper-starter/encoder_model.onnx");

        var error = Assert.Throws<ConvoIntelException>(() => new SileroVoiceActivityModel(path, new OnnxSessionFactory(1)));

        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
        Assert.Contains("'input'", error.Problem, StringComparison.Ordinal);
        Assert.Contains("Segmentation:ModelPath", error.Remedy, StringComparison.Ordinal);
    }
}
