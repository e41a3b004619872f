using ConvoIntel.Decoding;

namespace ConvoIntel.Tests.Decoding;

public sealed class LevelAndDualMonoTests
{
    private const int Rate = 8_000;

    [Fact]
    public async Task Read_LoudAndQuietSide_BothComeOutAtOneLevel()
    {
        var decoded = await DecodeAsync(Signal.Syllables(Rate, 20, -12, 1), Signal.Syllables(Rate, 20, -36, 2));

        // The level of the syllables; a fifth of noise lies above the pass-band and is gone.
        Assert.Equal(Speech(decoded.Channels[0]), Speech(decoded.Channels[1]), 0.5);
        Assert.InRange(Speech(decoded.Channels[0]), -22, -19.5);
    }

    [Fact]
    public async Task Read_MostlySilentSide_IsLevelledByItsSpeech()
    {
        var right = new float[60 * Rate];
        Signal.Syllables(Rate, 3, -35, 2).CopyTo(right, 50 * Rate);

        var decoded = await DecodeAsync(Signal.Syllables(Rate, 60, -20, 1), right);

        Assert.InRange(Speech(decoded.Channels[1].AsSpan(50 * 16_000, 3 * 16_000)), -22, -19.5);
    }

    [Fact]
    public async Task Read_SideThatMostlyListensOnANoisyLine_IsLevelledByItsSpeech()
    {
        var random = new Random(4);
        var right = Enumerable.Range(0, 60 * Rate).Select(_ => (float)((random.NextDouble() - 0.5) * 0.005)).ToArray();
        Signal.Syllables(Rate, 4, -30, 2).CopyTo(right, 40 * Rate);

        var decoded = await DecodeAsync(Signal.Syllables(Rate, 60, -20, 1), right);

        Assert.InRange(Speech(decoded.Channels[1].AsSpan(40 * 16_000, 4 * 16_000)), -22.5, -19.5);
    }

    [Fact]
    public async Task Read_SideThatHoldsOnlyLineNoise_IsNotRaised()
    {
        var random = new Random(4);
        var noise = Enumerable.Range(0, 20 * Rate).Select(_ => (float)((random.NextDouble() - 0.5) * 0.01)).ToArray();

        var decoded = await DecodeAsync(Signal.Syllables(Rate, 20, -20, 1), noise);

        Assert.InRange(Signal.Db(Signal.Rms(decoded.Channels[1])), -60, Signal.Db(Signal.Rms(noise)) + 0.1);
    }

    [Fact]
    public async Task Read_SideThatHoldsOnlyCrosstalk_StaysBelowTheSpeaker()
    {
        var left = Signal.Syllables(Rate, 20, -20, 1);
        var decoded = await DecodeAsync(left, [.. left.Select(sample => sample * 0.02f)]);

        Assert.Equal(2, decoded.Channels.Length);
        Assert.InRange(Speech(decoded.Channels[1]), double.NegativeInfinity, Speech(decoded.Channels[0]) - 30);
    }

    [Fact]
    public void Gains_VeryQuietSpeech_AreLimited() =>
        Assert.Equal(Math.Pow(10, 30 / 20.0), AudioSurvey.GainsFor([-58.0], new DecodingOptions())[0], 1e-3);

    [Fact]
    public async Task Read_QuietSpeechWithLoudClick_DoesNotClip()
    {
        var left = Signal.Syllables(Rate, 20, -45, 1);
        left[5000] = 1;

        var decoded = await DecodeAsync(left);

        Assert.All(decoded.Channels[0], sample => Assert.InRange(sample, -1f, 1f));
        Assert.InRange(Speech(decoded.Channels[0]), -22, -18);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 0.6)]
    [InlineData(0, -1)]
    public async Task Open_SameSignalTwice_DeliversOneChannel(int lag, double gain)
    {
        var left = new float[12 * Rate];
        Signal.Syllables(Rate, 10, -20, 1).CopyTo(left, Rate);
        var right = new float[left.Length];
        for (var i = lag; i < right.Length; i++)
            right[i] = (float)(left[i - lag] * gain);

        var decoded = await DecodeAsync(left, right);

        Assert.True(decoded.Description.DualMono);
        Assert.Equal((2, 1), (decoded.Description.SourceChannels, decoded.Description.Channels));
        Assert.Single(decoded.Channels);
    }

    [Fact]
    public async Task Open_SpeakerOnEachSide_DeliversBoth() =>
        Assert.False((await DecodeAsync(Signal.Syllables(Rate, 10, -20, 1), Signal.Syllables(Rate, 10, -20, 2))).Description.DualMono);

    [Fact]
    public async Task Open_OneSpeaksAndTheOtherSideHearsIt_DeliversBoth()
    {
        // Half a minute of the rep alone with strong echo, then the customer.
        var left = Signal.Syllables(Rate, 40, -20, 1);
        var right = new float[left.Length];
        for (var i = 0; i < right.Length; i++)
            right[i] = left[i] * 0.2f;
        Assert.False((await DecodeAsync(left, right)).Description.DualMono);
    }

    [Fact]
    public async Task Open_SilentStereo_StaysStereo() => Assert.Equal(2, (await DecodeAsync(new float[Rate], new float[Rate])).Channels.Length);

    [Fact]
    public async Task Open_SampleCalls_AreStereoAndLevelled()
    {
        foreach (var path in Directory.GetFiles(Repository.File("samples/calls"), "*.wav").Where(path => !path.EndsWith("broken.wav", StringComparison.Ordinal)))
        {
            var decoded = await DecodedFile.ReadAsync(path, new DecodingOptions());
            Assert.Equal(2, decoded.Channels.Length);
            Assert.Empty(decoded.Warnings);
            Assert.All(decoded.Channels, channel => Assert.InRange(Level(channel), -22, -18));
        }

        static double Level(float[] channel)
        {
            var meter = new SpeechLevelMeter(16_000);
            meter.Add(channel);
            return meter.SpeechDbfs()!.Value;
        }
    }

    private static Task<DecodedFile> DecodeAsync(params float[][] channels) =>
        DecodedFile.ReadAsync(new WavBytes { Channels = channels.Length, Rate = Rate }.Build(WavBytes.Pcm16(channels)), new DecodingOptions());

    private static double Speech(ReadOnlySpan<float> samples)
    {
        // Syllables take the first 150 ms of each 250; the edges of the resampler are left out.
        double sum = 0;
        long count = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            if (i % 4000 is > 200 and < 2200)
            {
                sum += samples[i] * samples[i];
                count++;
            }
        }
        return 10 * Math.Log10(sum / count);
    }
}
