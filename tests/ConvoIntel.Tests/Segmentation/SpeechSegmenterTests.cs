using ConvoIntel.Segmentation;
using static ConvoIntel.Tests.Segmentation.SegmenterRig;

namespace ConvoIntel.Tests.Segmentation;

public sealed class SpeechSegmenterTests
{
    /// <summary>One VAD frame, in seconds: no boundary is finer.</summary>
    private const double Frame = 512.0 / Rate;

    [Fact]
    public async Task SegmentAsync_TwoPhrasesAndAPause_GivesTwoSegmentsInPlace()
    {
        var segments = await SegmentAsync([[.. Silence(1), .. Speech(2), .. Silence(1), .. Speech(3), .. Silence(2)]]);

        Assert.Equal(2, segments.Count);
        Near(1 - 0.15, segments[0].Start);
        Near(3 + 0.15, segments[0].End);
        Near(4 - 0.15, segments[1].Start);
        Near(7 + 0.15, segments[1].End);
    }

    [Fact]
    public async Task SegmentAsync_Segment_HoldsTheSamplesOfItsTime()
    {
        float[] audio = [.. Silence(1), .. Speech(2), .. Silence(1)];
        var random = new Random(5);
        for (var i = 0; i < audio.Length; i++) audio[i] *= 0.6f + (0.4f * random.NextSingle());

        var segment = Assert.Single(await SegmentAsync([audio]));

        var start = (int)Math.Round(segment.Start * Rate);
        Assert.Equal(audio[start..(start + segment.Samples.Length)], segment.Samples);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(48_000)]
    public async Task SegmentAsync_AnyBlockLength_GivesTheSameSegments(int blockSamples)
    {
        float[] audio = [.. Silence(0.3), .. Speech(1.1), .. Silence(0.9), .. Speech(0.7)];
        var expected = await SegmentAsync([audio]);

        var segments = await SegmentAsync([audio], blockSamples: blockSamples);

        Assert.Equal(expected.Select(s => (s.Start, s.End)), segments.Select(s => (s.Start, s.End)));
    }

    [Fact]
    public async Task SegmentAsync_SpeechToTheEnd_EndsWithTheRecording()
    {
        var segment = Assert.Single(await SegmentAsync([[.. Silence(1), .. Speech(1.01)]]));

        Assert.Equal(2.01, segment.End, 3);
    }

    [Fact]
    public async Task SegmentAsync_Click_IsDropped() => Assert.Empty(await SegmentAsync([[.. Silence(1), .. Speech(0.04), .. Silence(1)]]));

    [Fact]
    public async Task SegmentAsync_Silence_GivesNothing() => Assert.Empty(await SegmentAsync([Silence(60)]));

    [Fact]
    public async Task SegmentAsync_PauseShorterThanTheOption_DoesNotSplit() =>
        Assert.Single(await SegmentAsync([[.. Speech(2), .. Silence(0.3), .. Speech(2), .. Silence(1)]]));

    [Fact]
    public async Task SegmentAsync_LongSpeech_IsCutAtAShortPauseOnceLongEnough()
    {
        var segments = await SegmentAsync([[.. Speech(9), .. Silence(0.3), .. Speech(3), .. Silence(1)]]);

        Assert.Equal(2, segments.Count);
        Assert.InRange(segments[0].End, 9, 9.15 + Frame);
        Assert.True(segments[1].Start >= segments[0].End);
    }

    [Fact]
    public async Task SegmentAsync_NoPause_CutsAtTheQuietestMomentWithinTheLimit()
    {
        // Two dips before the limit of 15 s, the second deeper; neither falls below the exit threshold.
        float[] audio = [.. Speech(8), .. Speech(0.16f, 0.8f), .. Speech(3), .. Speech(0.16f, 0.4f), .. Speech(12), .. Silence(1)];

        var segments = await SegmentAsync([audio]);

        Assert.All(segments, s => Assert.True(s.End - s.Start <= 15));
        Near(11.24, segments[0].End, tolerance: 0.1);
        Assert.Equal(segments[0].End, segments[1].Start, 6);
    }

    [Fact]
    public async Task SegmentAsync_NinetySecondsWithoutAPause_LosesNothing()
    {
        var segments = await SegmentAsync([[.. Speech(90), .. Silence(1)]], new SegmentationOptions { MaximumSegment = TimeSpan.FromSeconds(28) });

        Assert.All(segments, s => Assert.True(s.End - s.Start <= 28));
        Near(90 + 0.15, segments.Sum(s => s.End - s.Start));
    }

    [Fact]
    public async Task SegmentAsync_TwoChannels_KeepsThemApart()
    {
        var segments = await SegmentAsync([[.. Speech(2), .. Silence(4)], [.. Silence(3), .. Speech(2), .. Silence(1)]]);

        Assert.Equal([0, 1], segments.Select(s => s.Channel));
        Near(3 - 0.15, segments[1].Start);
    }

    [Fact]
    public void Validate_ExitAboveEnter_IsRefusedByName()
    {
        var options = new SegmentationOptions { EnterThreshold = 0.3f, ExitThreshold = 0.6f };

        var result = new SegmentationOptionsConsistency().Validate(null, options);

        Assert.Contains(nameof(options.ExitThreshold), result.FailureMessage, StringComparison.Ordinal);
    }

    private static void Near(double expected, double actual, double tolerance = Frame) =>
        Assert.InRange(actual, expected - tolerance - 1e-6, expected + tolerance + 1e-6);
}
