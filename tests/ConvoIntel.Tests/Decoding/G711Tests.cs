using ConvoIntel.Decoding;

namespace ConvoIntel.Tests.Decoding;

public sealed class G711Tests
{
    // Decoder outputs of Recommendation G.711, tables 1a and 2a, on their own scales of 4096 and 8192.
    [Theory]
    [InlineData(0x80, 8031)]
    [InlineData(0x00, -8031)]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0xFE, 2)]
    [InlineData(0xEF, 33)]
    [InlineData(0x8F, 4191)]
    public void MuLaw_TableOfTheRecommendation_IsMatched(int code, int value) => Assert.Equal(value / 8192f, G711.MuLawValues[code]);

    [Theory]
    [InlineData(0xAA, 4032)]
    [InlineData(0x2A, -4032)]
    [InlineData(0xD5, 1)]
    [InlineData(0x55, -1)]
    [InlineData(0xC5, 33)]
    [InlineData(0xA5, 2112)]
    public void ALaw_TableOfTheRecommendation_IsMatched(int code, int value) => Assert.Equal(value / 4096f, G711.ALawValues[code]);
}
