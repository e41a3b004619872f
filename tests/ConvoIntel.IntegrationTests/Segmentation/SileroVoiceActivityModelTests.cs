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
        using var model = VoiceFiles.OpenStarter();

        GoldenSignal.AssertProbabilities(model, Repository.File("tests/ConvoIntel.IntegrationTests/Segmentation/vad-starter-golden.json"));
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
