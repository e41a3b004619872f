using static ConvoIntel.Tests.Segmentation.SegmenterRig;

namespace ConvoIntel.Tests.Segmentation;

public sealed class NoiseFloorGateTests
{
    private const double Gate = 8;

    [Fact]
    public async Task SegmentAsync_SteadyNoiseThatTheModelTakesForSpeech_GivesNoSegmentsOnceItsLevelIsKnown()
    {
        // The model answers 0.6 to noise: above its threshold, for a whole minute.
        var segments = await SegmentAsync([Noise(60)], noiseGate: Gate);

        Assert.All(segments, segment => Assert.True(segment.End < 3, $"noise at {segment.Start:0.0} s is taken for speech"));
    }

    [Fact]
    public async Task SegmentAsync_WordsAboveSteadyNoise_AreKept()
    {
        float[] audio = [.. Noise(10), .. Speech(1), .. Noise(10), .. Speech(2), .. Noise(5)];

        var segments = (await SegmentAsync([audio], noiseGate: Gate)).Where(s => s.Start > 3).ToList();

        Assert.Equal(2, segments.Count);
        Assert.InRange(segments[0].Start, 9.7, 10.1);
        Assert.InRange(segments[0].End, 10.9, 11.5);
        Assert.InRange(segments[1].Start, 20.7, 21.1);
        Assert.InRange(segments[1].End, 22.9, 23.5);
    }

    [Fact]
    public async Task SegmentAsync_SpeechOnALineWithoutNoise_IsKeptWhole()
    {
        float[] audio = [.. Silence(1), .. Speech(8), .. Silence(1), .. Speech(8), .. Silence(1)];

        var segments = await SegmentAsync([audio], noiseGate: Gate);

        Assert.InRange(segments.Sum(s => s.End - s.Start), 15.9, 17);
    }

    // Peaks of 0.6 and a power 14 dB below that of the rig's speech.
    private static float[] Noise(double seconds)
    {
        var random = new Random(3);
        var samples = Silence(seconds);
        for (var i = 0; i < samples.Length; i++) samples[i] = (i % 100 == 0 ? 0.6f : 0.19f) * (random.Next(2) * 2 - 1);
        return samples;
    }
}
