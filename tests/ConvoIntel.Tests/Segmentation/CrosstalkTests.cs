using static ConvoIntel.Tests.Segmentation.SegmenterRig;

namespace ConvoIntel.Tests.Segmentation;

public sealed class CrosstalkTests
{
    [Fact]
    public async Task SegmentAsync_DelayedQuietCopy_IsDroppedAndCounted()
    {
        var talk = Noise(3, seed: 1);
        float[] left = [.. Silence(1), .. talk, .. Silence(2)];
        var right = Mix(Silence(6), Scaled(talk, 0.15f), at: 1.03);
        var warnings = new List<string>();

        var segments = await SegmentAsync([left, right], Sensitive, warnings);

        Assert.Equal(0, Assert.Single(segments).Channel);
        Assert.StartsWith("Crosstalk removed from channel 2: 1 segment,", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SegmentAsync_LeakRightAfterOwnSpeech_LeavesOnlyTheSpeech()
    {
        var reply = Noise(4, seed: 1);
        var left = Mix(Silence(9), reply, at: 3);
        var right = Mix(Mix(Silence(9), Noise(2, seed: 2), at: 1), Scaled(reply, 0.03f), at: 3.02);

        var segments = await SegmentAsync([left, right], Sensitive);

        var own = Assert.Single(segments, segment => segment.Channel == 1);
        Assert.InRange(own.End, 3, 3.8);
    }

    [Fact]
    public async Task SegmentAsync_QuietOtherSpeaker_IsKept()
    {
        var left = Mix(Silence(6), Noise(3, seed: 1), at: 1);
        var right = Mix(Silence(6), Scaled(Noise(3, seed: 2), 0.15f), at: 1.03);
        var warnings = new List<string>();

        var segments = await SegmentAsync([left, right], Sensitive, warnings);

        Assert.Equal(2, segments.Count);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task SegmentAsync_ExactCopyRaisedByDecoding_IsDropped()
    {
        var talk = Mix(Silence(6), Noise(3, seed: 1), at: 1);

        Assert.Equal(0, Assert.Single(await SegmentAsync([talk, Scaled(talk, 0.5f)])).Channel);
    }

    [Fact]
    public async Task SegmentAsync_CopyAsLoud_IsKept()
    {
        var talk = Mix(Silence(6), Noise(3, seed: 1), at: 1);

        Assert.Equal(2, (await SegmentAsync([talk, Scaled(talk, 0.8f)])).Count);
    }

    /// <summary>Opens for speech 16 dB down, as a trained model does.</summary>
    private static ConvoIntel.Segmentation.SegmentationOptions Sensitive => new() { EnterThreshold = 0.05f, ExitThreshold = 0.01f };

    private static float[] Noise(double seconds, int seed)
    {
        var random = new Random(seed);
        var samples = Silence(seconds);
        var low = 0f;
        for (var i = 0; i < samples.Length; i++)
        {
            // A gentle low-pass gives the spectrum a voice's slope.
            low = (0.7f * low) + (random.NextSingle() * 2) - 1;
            samples[i] = Math.Clamp(low, -1.9f, 1.9f) / 1.9f;
        }

        return samples;
    }

    private static float[] Scaled(float[] samples, float gain) => [.. samples.Select(sample => sample * gain)];

    private static float[] Mix(float[] bed, float[] sound, double at)
    {
        var start = (int)(at * Rate);
        for (var i = 0; i < sound.Length; i++) bed[start + i] += sound[i];
        return bed;
    }
}
