using ConvoIntel.Decoding;

namespace ConvoIntel.Tests.Decoding;

public sealed class FfmpegMessagesTests
{
    [Theory]
    [InlineData("[mov,mp4 @ 0x55d0c0] moov atom not found\nand more", "moov atom not found")]
    [InlineData("[auto_aresample_0 @ 0x55] [SWR @ 0x555912146380] Failed to set option\n", "Failed to set option")]
    [InlineData("\n\nInvalid data [sic] found\n", "Invalid data [sic] found")]
    [InlineData("", null)]
    public async Task First_LinesOfFfmpeg_NamesNoModule(string written, string? expected)
    {
        var messages = new FfmpegMessages();
        await messages.ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(written)), CancellationToken.None);
        Assert.Equal(expected, messages.First);
    }
}
