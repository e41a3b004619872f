using System.Buffers.Binary;
using ConvoIntel.Decoding;
using Microsoft.Extensions.Options;

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

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 16)]
    [InlineData(1, 24)]
    [InlineData(1, 32)]
    [InlineData(3, 32)]
    [InlineData(3, 64)]
    [InlineData(6, 8)]
    [InlineData(7, 8)]
    public async Task Open_EveryEncoding_GivesTheSameTone(int tag, int bits)
    {
        var tone = Signal.Tone(440, 16_000, 1);
        var data = tone.SelectMany(value => Encode(tag, bits, value)).ToArray();
        foreach (var extensible in (bool[])[false, true])
        {
            var decoded = await DecodedFile.ReadAsync(new WavBytes { Tag = tag, Bits = bits, Extensible = extensible }.Build(data));

            Assert.Equal(tone.Length, decoded.Channels[0].Length);
            // Quantisation: 8 bits step by 1/128; G.711 by 1/32 of the value.
            var step = bits == 8 ? 0.016 : 1e-4;
            for (var i = 0; i < tone.Length; i++)
                Assert.Equal(tone[i], decoded.Channels[0][i], step);
        }
    }

    [Fact]
    public async Task Open_8ChannelsAt192kHz_GivesEachItsTone()
    {
        var tones = Enumerable.Range(1, 8).Select(n => Signal.Tone(200 * n, 192_000, 1)).ToArray();

        var decoded = await DecodedFile.ReadAsync(new WavBytes { Channels = 8, Rate = 192_000 }.Build(WavBytes.Pcm16(tones)));

        Assert.Equal(8, decoded.Channels.Length);
        for (var c = 0; c < 8; c++)
        {
            Assert.Equal(16_000, decoded.Channels[c].Length);
            Assert.Equal(0.5, Signal.Amplitude(decoded.Channels[c], 200 * (c + 1), 16_000), 0.005);
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0x7FFF_FFFFu)]
    public async Task Open_LengthThatAStreamingWriterLeft_ReadsToTheEndAndSaysSo(uint stated)
    {
        var decoded = await DecodedFile.ReadAsync(new WavBytes { StatedLength = stated }.Build(WavBytes.Pcm16(Signal.Tone(440, 16_000, 1))));

        Assert.Equal(16_000, decoded.Channels[0].Length);
        Assert.Single(decoded.Warnings);
    }

    [Fact]
    public async Task Open_LengthTooSmallWithSecondsBehindIt_ReadsToTheEnd()
    {
        var data = WavBytes.Pcm16(Signal.Tone(440, 16_000, 3, 0.9));
        Assert.Equal(48_000, (await DecodedFile.ReadAsync(new WavBytes { StatedLength = 1000 }.Build(data))).Channels[0].Length);
    }

    [Fact]
    public async Task Open_Truncated_ReadsWhatIsThereAndSaysSo()
    {
        var whole = new WavBytes { Channels = 2 }.Build(WavBytes.Pcm16(Signal.Tone(440, 16_000, 2), Signal.Tone(440, 16_000, 2)));

        // Cut inside a frame: the half frame is dropped.
        var decoded = await DecodedFile.ReadAsync(whole[..(44 + (4 * 16_000) + 3)]);

        Assert.Equal(16_000, decoded.Channels[0].Length);
        Assert.Single(decoded.Warnings);
    }

    [Fact]
    public async Task Open_ChunksAround_AreStepped()
    {
        var data = WavBytes.Pcm16(Signal.Tone(440, 16_000, 1));
        var wav = new WavBytes
        {
            Before = [.. WavBytes.Chunk("LIST", new byte[13]), .. WavBytes.Chunk("data"[..3] + "x", new byte[4000]), .. WavBytes.Chunk("fact", new byte[4])],
            After = WavBytes.Chunk("LIST", new byte[100_000]),
        };

        var decoded = await DecodedFile.ReadAsync(wav.Build(data));

        Assert.Equal(16_000, decoded.Channels[0].Length);
        Assert.Empty(decoded.Warnings);
    }

    [Fact]
    public async Task Open_Rf64_TakesTheLengthFromItsOwnChunk()
    {
        var data = WavBytes.Pcm16(Signal.Tone(440, 16_000, 1));
        var ds64 = new byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(ds64.AsSpan(8), data.Length);
        // The format comes after ds64 in real files; chunks may come in any order before the samples.
        var wav = new WavBytes { Riff = "RF64", StatedLength = uint.MaxValue, Before = WavBytes.Chunk("ds64", ds64), After = WavBytes.Chunk("LIST", new byte[5000]) };

        var decoded = await DecodedFile.ReadAsync(wav.Build(data));

        Assert.Equal(16_000, decoded.Channels[0].Length);
        Assert.Empty(decoded.Warnings);
    }

    [Fact]
    public async Task Read_NonFiniteFloats_BecomeSilence()
    {
        var data = new byte[16_000 * 4];
        foreach (var (at, value) in new[] { (100, float.NaN), (200, float.PositiveInfinity), (300, float.NegativeInfinity), (400, 1e30f) })
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(at * 4), value);

        var samples = (await DecodedFile.ReadAsync(new WavBytes { Tag = 3, Bits = 32 }.Build(data))).Channels[0];

        Assert.All(samples, sample => Assert.InRange(sample, -1f, 1f));
        Assert.Equal(0, samples[100]);
        Assert.Equal(0, samples[200]);
        Assert.Equal(0, samples[300]);
    }

    [Fact]
    public async Task Read_Twice_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("call.wav", new WavBytes().Build(new byte[32_000]));
        await using var stream = await new AudioDecoder(Options.Create(DecodedFile.AsIs)).OpenAsync(path, CancellationToken.None);
        Assert.Single(await stream.ReadAsync(CancellationToken.None).Take(1).ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stream.ReadAsync(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("call.wav", new WavBytes().Build(new byte[320_000]));
        await using var stream = await new AudioDecoder(Options.Create(DecodedFile.AsIs)).OpenAsync(path, CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var block in stream.ReadAsync(cancel.Token))
                await cancel.CancelAsync();
        });
    }

    private static byte[] Encode(int tag, int bits, float value) => (tag, bits) switch
    {
        (1, 8) => [(byte)(128 + (int)Math.Round(value * 127))],
        (1, 16) => BitConverter.GetBytes((short)Math.Round(value * 32767)),
        (1, 24) => BitConverter.GetBytes((int)Math.Round(value * 8388607))[..3],
        (1, 32) => BitConverter.GetBytes((int)Math.Round(value * 2147483000.0)),
        (3, 32) => BitConverter.GetBytes(value),
        (3, _) => BitConverter.GetBytes((double)value),
        (6, _) => [Nearest(G711.ALawValues, value)],
        _ => [NearestMuLaw(value)],
    };

    private static byte NearestMuLaw(float value) => Nearest(G711.MuLawValues, value);

    private static byte Nearest(ReadOnlySpan<float> values, float value)
    {
        var best = 0;
        for (var code = 1; code < 256; code++)
        {
            if (Math.Abs(values[code] - value) < Math.Abs(values[best] - value))
                best = code;
        }
        return (byte)best;
    }
}
