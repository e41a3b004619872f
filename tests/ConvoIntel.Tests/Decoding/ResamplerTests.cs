using ConvoIntel.Decoding;

namespace ConvoIntel.Tests.Decoding;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(192_000)]
    [InlineData(15_999)]
    [InlineData(37_800)]
    public void Process_ToneInPassBand_KeepsItsLevelAndPlace(int rate)
    {
        var top = 0.92 * Math.Min(rate, 16_000) / 2;
        foreach (var frequency in (double[])[100, 1000, 3400, top])
        {
            var output = Resample(Signal.Tone(frequency, rate, 2), rate);
            Assert.InRange(Signal.Db(Signal.Amplitude(output, frequency, 16_000) / 0.5), -0.05, 0.05);
        }
        var expected = Signal.Tone(440, 16_000, 2);
        var shifted = Resample(Signal.Tone(440, rate, 2), rate);
        Assert.InRange(shifted.Length, expected.Length - 1, expected.Length + 1);
        for (var i = 4000; i < 28_000; i++)
            Assert.Equal(expected[i], shifted[i], 1e-3);
    }

    [Theory]
    [InlineData(8_000, 1_000, 7_000)]
    [InlineData(8_000, 3_400, 4_600)]
    [InlineData(11_025, 4_000, 7_025)]
    public void Process_ToneFromLowerRate_LeavesNoImage(int rate, double frequency, double image)
    {
        var output = Resample(Signal.Tone(frequency, rate, 2), rate);
        Assert.InRange(Signal.Db(Signal.Amplitude(output, image, 16_000) / 0.5), double.NegativeInfinity, -80);
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(192_000)]
    [InlineData(37_799)]
    public void Process_ToneAboveTheBand_FoldsNothingBack(int rate)
    {
        foreach (var frequency in (double[])[8_100, 9_000, 12_345, 15_000, 17_000])
        {
            var output = Resample(Signal.Tone(frequency, rate, 2), rate);
            Assert.InRange(Signal.Db(Signal.Rms(output.AsSpan(4000, 24_000)) * Math.Sqrt(2) / 0.5), double.NegativeInfinity, -80);
        }
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(192_000)]
    [InlineData(15_999)]
    public void Process_AnyBlockSizes_SameOutput(int rate)
    {
        var input = Signal.Syllables(rate, 0.5, -20, seed: 1);
        var whole = Resample(input, rate, input.Length);
        var random = new Random(2);
        Assert.Equal(whole, Resample(input, rate, 1000, () => random.Next(0, 1000)));
        Assert.Equal(whole, Resample(input[..], rate, 1));
    }

    [Fact]
    public void Process_AfterFirstBlock_AllocatesNothing()
    {
        var input = Signal.Tone(440, 44_100, 0.5);
        var resampler = new Resampler(new PolyphaseFilter(44_100, 16_000), input.Length);
        var output = new float[16_000];
        resampler.Process(input, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            resampler.Process(input, output);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Resample(float[] input, int rate, int block = 4096, Func<int>? size = null)
    {
        var resampler = new Resampler(new PolyphaseFilter(rate, 16_000), block);
        var output = new List<float>();
        var buffer = new float[(int)((long)(block + 4096) * 16_000 / rate)];
        for (var at = 0; at < input.Length;)
        {
            var count = Math.Min(size?.Invoke() ?? block, input.Length - at);
            output.AddRange(buffer.AsSpan(0, resampler.Process(input.AsSpan(at, count), buffer)));
            at += count;
        }
        output.AddRange(buffer.AsSpan(0, resampler.Flush(buffer)));
        return [.. output];
    }
}
