using ConvoIntel.Understanding.Embedding;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConvoIntel.Tests.Understanding.Embedding;

public sealed class PassagesTests
{
    [Theory]
    [InlineData("Where do you keep the data?")]
    [InlineData("one two three four five six seven eight nine ten eleven twelve thirteen fourteen")]
    public void Of_ShortUtterance_IsTheWholeAlone(string text) => Assert.Equal([text], Passages.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("… ?!")]
    public void Of_TextWithoutWords_IsNothing(string text) => Assert.Empty(Passages.Of(text));

    [Fact]
    public void Of_SeveralSentences_AreThemselvesToo()
    {
        var passages = Passages.Of("Thank you. That is more than I expected to pay. I had eighteen thousand in mind, and not one dollar above it.");

        Assert.Contains("That is more than I expected to pay.", passages);
        Assert.Contains("I had eighteen thousand in mind, and not one dollar above it.", passages);
        Assert.DoesNotContain("Thank you.", passages);
    }

    [Fact]
    public void Of_LongTalkWithoutPunctuation_IsCutIntoWindowsToItsEnd()
    {
        var passages = Passages.Of(string.Join(' ', Enumerable.Range(1, 23)));

        Assert.Contains("1 2 3 4 5 6 7 8 9 10", passages);
        Assert.Contains("6 7 8 9 10 11 12 13 14 15", passages);
        Assert.Equal("14 15 16 17 18 19 20 21 22 23", passages[^1]);
    }

    [Property]
    public void Of_AnyWords_KeepsEveryWordAndRepeatsNoPassage(byte count)
    {
        var words = Enumerable.Range(0, count).Select(i => i % 17 == 16 ? $"w{i}." : $"w{i}").ToArray();

        var passages = Passages.Of(string.Join(' ', words));

        Assert.Equal(passages.Count, passages.Distinct().Count());
        if (count > 0) Assert.Equal(words, passages[0].Split(' '));
        if (count > 14) Assert.Subset(passages.Skip(1).SelectMany(p => p.Split(' ')).ToHashSet(), words.Where((_, i) => i < count - 2).ToHashSet());
    }
}
