using System.Text;
using ConvoIntel.Decoding;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Tests.Decoding;

public sealed class BadAudioTests
{
    private static readonly byte[] Good = new WavBytes().Build(new byte[3200]);

    public static TheoryData<byte[], FailureReason, string> Files => new()
    {
        { [], FailureReason.SourceEmpty, "no bytes" },
        { "Notes from the call, as agreed."u8.ToArray(), FailureReason.UnsupportedFormat, "text" },
        { Encoding.UTF8.GetBytes("Überweisung “heute” " + new string('é', 700)), FailureReason.UnsupportedFormat, "text" },
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Notes")], FailureReason.UnsupportedFormat, "no audio format" },
        { [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], FailureReason.UnsupportedFormat, "no audio format" },
        { Good[..3], FailureReason.CorruptAudio, "cut off" },
        { Good[..10], FailureReason.CorruptAudio, "cut off" },
        { Good[..12], FailureReason.CorruptAudio, "cut off" },
        { Good[..20], FailureReason.CorruptAudio, "cut off" },
        { Good[..30], FailureReason.CorruptAudio, "cut off" },
        { Good[..40], FailureReason.CorruptAudio, "not followed by samples" },
        { Good[..44], FailureReason.SourceEmpty, "samples" },
        { new WavBytes().Build([]), FailureReason.SourceEmpty, "samples" },
        { [.. Good[..12], .. Good[36..]], FailureReason.CorruptAudio, "no format" },
        { new WavBytes { Channels = 0 }.Build(new byte[3200]), FailureReason.UnsupportedAudioLayout, "0 channels" },
        { new WavBytes { Channels = 9 }.Build(new byte[3200]), FailureReason.UnsupportedAudioLayout, "9 channels" },
        { new WavBytes { Rate = 0 }.Build(new byte[3200]), FailureReason.UnsupportedAudioLayout, "0 Hz" },
        { new WavBytes { Rate = 3_999 }.Build(new byte[3200]), FailureReason.UnsupportedAudioLayout, "3999 Hz" },
        { new WavBytes { Rate = 400_000 }.Build(new byte[3200]), FailureReason.UnsupportedAudioLayout, "400000 Hz" },
        { new WavBytes { Tag = 3, Bits = 16 }.Build(new byte[3200]), FailureReason.CorruptAudio, "16 bits" },
        { new WavBytes { Bits = 64 }.Build(new byte[3200]), FailureReason.CorruptAudio, "64 bits" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Open_BadFile_NamesFileReasonAndRemedy(byte[] bytes, FailureReason reason, string problem)
    {
        var error = await DecodedFile.FailAsync(bytes, name: "bad.wav");

        Assert.Equal(reason, error.Reason);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.StartsWith("bad.wav: ", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public async Task Open_HeaderFollowedByNoise_IsCorrupt()
    {
        var noise = new byte[4096];
        new Random(1).NextBytes(noise);
        Assert.Equal(FailureReason.CorruptAudio, (await DecodedFile.FailAsync([.. Good[..12], .. noise])).Reason);
    }

    [Fact]
    public async Task Open_CutAnywhere_FailsOrReadsAndNeverBreaks()
    {
        for (var length = 0; length < 100; length++)
        {
            try
            {
                await DecodedFile.ReadAsync(Good[..length]);
            }
            catch (ConvoIntelException error)
            {
                Assert.NotEqual(FailureReason.Unexpected, error.Reason);
            }
        }
    }

    [Fact]
    public async Task Open_AnyByteOfTheHeaderSpoiled_FailsOrReadsAndNeverBreaks()
    {
        // FFmpeg is out of reach here: a format tag that it would read must end in a clear error, too.
        var options = DecodedFile.AsIs;
        options.FfmpegPath = "/nowhere/ffmpeg";
        foreach (var value in (byte[])[0, 1, 0x7F, 0x80, 0xFF])
        {
            for (var at = 0; at < 44; at++)
            {
                var bytes = Good.ToArray();
                bytes[at] = value;
                try
                {
                    await DecodedFile.ReadAsync(bytes, options);
                }
                catch (ConvoIntelException error)
                {
                    Assert.NotEqual(FailureReason.Unexpected, error.Reason);
                }
            }
        }
    }

    [Fact]
    public async Task Open_Mp3WithoutFfmpeg_SaysWhatToInstall()
    {
        var options = new DecodingOptions { FfmpegPath = "/nowhere/ffmpeg" };

        var error = await DecodedFile.FailAsync([.. "ID3"u8, .. new byte[100]], options, "call.mp3");

        Assert.Equal(FailureReason.FfmpegMissing, error.Reason);
        Assert.Contains("/nowhere/ffmpeg", error.Problem, StringComparison.Ordinal);
        Assert.Contains("Install FFmpeg", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Folder_IsUnreadable()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("call.wav"));
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => DecodedFile.ReadAsync(folder.At("call.wav")));
        Assert.Equal(FailureReason.SourceUnreadable, error.Reason);
    }

    [Fact]
    public async Task Open_NoSuchFile_IsNotFound()
    {
        var decoder = new AudioDecoder(Options.Create(new DecodingOptions()));
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => decoder.OpenAsync("/nowhere/call.wav", CancellationToken.None));
        Assert.Equal(FailureReason.SourceNotFound, error.Reason);
    }
}
