using ConvoIntel.Decoding;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Tests.Decoding;

/// <summary>A temporary file decoded to its end.</summary>
internal sealed record DecodedFile(AudioDescription Description, float[][] Channels, IReadOnlyList<string> Warnings)
{
    /// <summary>Levels as they are, so that samples can be compared.</summary>
    public static DecodingOptions AsIs => new() { NormalizeLoudness = false, DetectDualMono = false };

    public static async Task<DecodedFile> ReadAsync(byte[] bytes, DecodingOptions? options = null, string name = "call.wav")
    {
        using var folder = new TemporaryFolder();
        return await ReadAsync(folder.Write(name, bytes), options);
    }

    public static async Task<DecodedFile> ReadAsync(string path, DecodingOptions? options = null)
    {
        var decoder = new AudioDecoder(Options.Create(options ?? AsIs));
        await using var stream = await decoder.OpenAsync(path, CancellationToken.None);
        var channels = Enumerable.Range(0, stream.Description.Channels).Select(_ => new List<float>()).ToArray();
        long expected = 0;
        await foreach (var block in stream.ReadAsync(CancellationToken.None))
        {
            Assert.Equal(expected, block.Start);
            Assert.All(block.Channels, channel => Assert.Equal(block.Channels[0].Length, channel.Length));
            for (var c = 0; c < channels.Length; c++)
                channels[c].AddRange(block.Channels[c]);
            expected += block.Channels[0].Length;
        }
        return new DecodedFile(stream.Description, [.. channels.Select(channel => channel.ToArray())], stream.Warnings);
    }

    public static async Task<ConvoIntelException> FailAsync(byte[] bytes, DecodingOptions? options = null, string name = "call.wav") =>
        await Assert.ThrowsAsync<ConvoIntelException>(() => ReadAsync(bytes, options, name));
}
