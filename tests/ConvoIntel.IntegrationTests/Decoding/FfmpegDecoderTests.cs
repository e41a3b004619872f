using System.Diagnostics;
using ConvoIntel.Decoding;
using ConvoIntel.Tests;
using ConvoIntel.Tests.Decoding;
using Microsoft.Extensions.Options;

namespace ConvoIntel.IntegrationTests.Decoding;

public sealed class FfmpegDecoderTests : IDisposable
{
    private const int Rate = 48_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("call.mp3", "mp3", "libmp3lame")]
    [InlineData("call.m4a", "mp4", "aac")]
    [InlineData("call.mp4", "mp4", "aac")]
    [InlineData("call.aac", "aac", "aac")]
    [InlineData("call.ogg", "ogg", "libvorbis")]
    [InlineData("call.opus", "ogg", "libopus")]
    [InlineData("call.flac", "flac", "flac")]
    [InlineData("call.webm", "webm", "libopus")]
    public async Task Open_CompressedStereo_GivesBothChannels(string name, string kind, string codec)
    {
        var path = await EncodeAsync(name, codec, Signal.Tone(440, Rate, 3), Signal.Tone(1000, Rate, 3, 0.25));

        var decoded = await DecodedFile.ReadAsync(path);

        Assert.Equal(kind, decoded.Description.Codec);
        Assert.Equal(2, decoded.Description.SourceChannels);
        Assert.InRange(decoded.Channels[0].Length, 47_000, 51_000);
        Assert.InRange(Signal.Amplitude(decoded.Channels[0], 440, 16_000), 0.45, 0.55);
        Assert.InRange(Signal.Amplitude(decoded.Channels[1], 1000, 16_000), 0.22, 0.28);
        Assert.InRange(Signal.Amplitude(decoded.Channels[1], 440, 16_000), 0, 0.01);
    }

    [Fact]
    public async Task Open_AdpcmInWav_IsLeftToFfmpeg()
    {
        var decoded = await DecodedFile.ReadAsync(await EncodeAsync("call.wav", "adpcm_ms", Signal.Tone(440, Rate, 2)));

        // The last block, of some 2,000 samples at 48 kHz, is filled up.
        Assert.InRange(decoded.Channels[0].Length, 32_000, 33_000);
        Assert.InRange(Signal.Amplitude(decoded.Channels[0], 440, 16_000), 0.45, 0.55);
    }

    [Fact]
    public async Task Open_Mp3NamedWav_IsReadForWhatItIs() =>
        Assert.Equal("mp3", (await DecodedFile.ReadAsync(Rename(await EncodeAsync("a.mp3", "libmp3lame", Signal.Tone(440, Rate, 2)), "call.wav"))).Description.Codec);

    [Theory]
    [InlineData("-i.mp3")]
    [InlineData("http:evil.mp3")]
    [InlineData("concat:a|b.mp3")]
    [InlineData("a b 'c' \"d\" %03d é.mp3")]
    [InlineData("file:x.mp3")]
    public async Task Open_HostileName_IsOnlyAName(string name)
    {
        var path = Rename(await EncodeAsync("a.mp3", "libmp3lame", Signal.Tone(440, Rate, 2)), name);
        Assert.InRange((await DecodedFile.ReadAsync(path)).Channels[0].Length, 31_000, 35_000);
    }

    [Fact]
    public async Task Open_DamagedFile_FailsWithFfmpegsMessage()
    {
        var error = await DecodedFile.FailAsync([.. "\0\0\0\u0018ftypM4A "u8, .. new byte[500]], name: "call.m4a");

        Assert.Equal(FailureReason.FfmpegFailed, error.Reason);
        Assert.Contains("moov atom not found", error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("0x", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_VideoWithoutSound_Fails()
    {
        var path = _folder.At("silent.mp4");
        await Ffmpeg.EncodeAsync("color=size=64x64:rate=5:duration=1", path, "-c:v", "mpeg4");
        Assert.Equal(FailureReason.FfmpegFailed, (await Assert.ThrowsAsync<ConvoIntelException>(() => DecodedFile.ReadAsync(path))).Reason);
    }

    [Fact]
    public async Task Read_TruncatedFile_DeliversWhatIsThere()
    {
        var path = await EncodeAsync("call.mp3", "libmp3lame", Signal.Tone(440, Rate, 4));
        var bytes = await File.ReadAllBytesAsync(path);

        var decoded = await DecodedFile.ReadAsync(bytes[..(bytes.Length / 2)], name: "cut.mp3");

        Assert.InRange(decoded.Channels[0].Length, 28_000, 36_000);
    }

    [Fact]
    public async Task Open_SameSignalOnBothChannels_DeliversOne()
    {
        var voice = Signal.Syllables(Rate, 5, -25, seed: 3);
        var decoded = await DecodedFile.ReadAsync(await EncodeAsync("call.mp3", "libmp3lame", voice, voice), new DecodingOptions());

        Assert.True(decoded.Description.DualMono);
        Assert.Single(decoded.Channels);
    }

    [Fact]
    public async Task Read_Cancelled_KillsFfmpeg()
    {
        var path = await EncodeAsync("long.mp3", "libmp3lame", Signal.Tone(440, Rate, 120));
        using var cancel = new CancellationTokenSource();
        var decoder = new AudioDecoder(Options.Create(DecodedFile.AsIs));
        await using (var stream = await decoder.OpenAsync(path, cancel.Token))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var block in stream.ReadAsync(cancel.Token))
                    await cancel.CancelAsync();
            });
        }

        Assert.Empty(RunningFfmpeg(path));
    }

    [Fact]
    public async Task Dispose_BeforeTheEnd_KillsFfmpeg()
    {
        var path = await EncodeAsync("long.mp3", "libmp3lame", Signal.Tone(440, Rate, 120));
        await using (await new AudioDecoder(Options.Create(DecodedFile.AsIs)).OpenAsync(path, CancellationToken.None))
            Assert.NotEmpty(RunningFfmpeg(path));
        Assert.Empty(RunningFfmpeg(path));
    }

    private async Task<string> EncodeAsync(string name, string codec, params float[][] channels)
    {
        var wav = _folder.Write("source.wav", new WavBytes { Channels = channels.Length, Rate = Rate }.Build(WavBytes.Pcm16(channels)));
        var path = _folder.At(name);
        await Ffmpeg.EncodeAsync(wav, path, "-c:a", codec, "-b:a", "192k");
        return path;
    }

    private string Rename(string path, string name)
    {
        File.Move(path, _folder.At(name));
        return _folder.At(name);
    }

    private static IReadOnlyList<Process> RunningFfmpeg(string path) =>
        [.. Process.GetProcessesByName("ffmpeg").Where(process => CommandLine(process).Contains(path, StringComparison.Ordinal))];

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
