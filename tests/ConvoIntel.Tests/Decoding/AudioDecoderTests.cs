using ConvoIntel.Decoding;

namespace ConvoIntel.Tests.Decoding;

public sealed class AudioDecoderTests
{
    [Fact]
    public async Task Open_MuLawStereoAt8kHz_GivesBothChannelsAt16kHz()
    {
        var left = Signal.Tone(440, 8_000, 2);
        var right = Signal.Tone(880, 8_000, 2, 0.25);
        var data = new byte[left.Length * 2];
        for (var i = 0; i < left.Length; i++)
        {
            data[2 * i] = NearestMuLaw(left[i]);
            data[(2 * i) + 1] = NearestMuLaw(right[i]);
        }

        var decoded = await DecodedFile.ReadAsync(new WavBytes { Tag = 7, Bits = 8, Channels = 2, Rate = 8_000 }.Build(data));

        Assert.Equal("wav/mulaw", decoded.Description.Codec);
        Assert.Equal(2, decoded.Description.Channels);
        Assert.Equal(TimeSpan.FromSeconds(2), decoded.Description.Duration);
        Assert.Equal(32_000, decoded.Channels[0].Length);
        Assert.Equal(0.5, Signal.Amplitude(decoded.Channels[0], 440, 16_000), 0.01);
        Assert.Equal(0.25, Signal.Amplitude(decoded.Channels[1], 880, 16_000), 0.01);
        Assert.Empty(decoded.Warnings);
    }

    private static byte NearestMuLaw(float value)
    {
        var best = 0;
        for (var code = 1; code < 256; code++)
        {
            if (Math.Abs(G711.MuLawValues[code] - value) < Math.Abs(G711.MuLawValues[best] - value))
                best = code;
        }
        return (byte)best;
    }
}
