using ConvoIntel.Attachment;

namespace ConvoIntel.Tests.Attachment;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+44 20 7946 0155", "020 7946 0155", true)]
    [InlineData("+44 (0)20 7946 0155", "00442079460155", true)]
    [InlineData("+1 312 555 0142", "(312) 555-0142", true)]
    [InlineData("+1 312 555 0142", "1-312-555-0142", true)]
    [InlineData("+1 312 555 0142", "312.555.0142 x7", true)]
    [InlineData("+49 30 23125 142", "030/23125142", true)]
    [InlineData("+1 312 555 0142", "+44 312 555 0142", false)]
    [InlineData("+1 312 555 0142", "312 555 0143", false)]
    [InlineData("555 0142", "312 555 0142", false)]
    [InlineData("555 0142", "555-0142", true)]
    public void IsSameAs_TwoWritings_TellsWhetherTheyAreOneNumber(string one, string other, bool same)
    {
        var (first, second) = (PhoneNumber.Parse(one)!, PhoneNumber.Parse(other)!);

        Assert.Equal(same, first.IsSameAs(second));
        Assert.Equal(same, second.IsSameAs(first));
        if (same) Assert.Equal(first.Key, second.Key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anonymous")]
    [InlineData("101")]
    [InlineData("sip:dana@pbx.example")]
    public void Parse_NoNumberOfAPerson_GivesNull(string? text) => Assert.Null(PhoneNumber.Parse(text));
}
