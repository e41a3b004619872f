using ConvoIntel.Evaluation.Words;

namespace ConvoIntel.Tests.Evaluation.Words;

public sealed class EnglishTextTests
{
    [Theory]
    // Quantities: words that add up.
    [InlineData("two", "2")]
    [InlineData("thirty-one", "31")]
    [InlineData("three hundred and twelve", "312")]
    [InlineData("forty three thousand two hundred and sixty", "43260")]
    [InlineData("one million two hundred thousand", "1200000")]
    [InlineData("2.5 million", "2500000")]
    [InlineData("two point five million", "2500000")]
    [InlineData("three and a half million", "3500000")]
    [InlineData("3 and a half", "3.5")]
    [InlineData("half a million", "500000")]
    [InlineData("12,500", "12500")]
    // Rows of digits: words that do not.
    [InlineData("nineteen ninety nine", "1999")]
    [InlineData("twenty twenty six", "2026")]
    [InlineData("five twenty four", "524")]
    [InlineData("nine one one", "911")]
    [InlineData("double oh seven", "007")]
    [InlineData("two double o eight", "2008")]
    [InlineData("one triple zero one", "10001")]
    [InlineData("three point one four", "3.14")]
    [InlineData("3 14", "3 14")]
    // Suffixes.
    [InlineData("thirty first", "31st")]
    [InlineData("the twenty sixth of august", "the 26th of august")]
    [InlineData("nineteen fifties", "1950s")]
    [InlineData("the 1990s", "the 1990s")]
    [InlineData("10 th", "10th")]
    [InlineData("two thousandth", "2000th")]
    [InlineData("four billions", "4000000000s")]
    // Money, percent and signs.
    [InlineData("two hundred million dollars", "$200000000")]
    [InlineData("€52.4 million", "€52400000")]
    [InlineData("$ 20", "$20")]
    [InlineData("two dollars and seventy cents", "$2.70")]
    [InlineData("3 cents", "¢3")]
    [InlineData("$0.36", "¢36")]
    [InlineData("ninety per cent", "90%")]
    [InlineData("ninety 5 %", "90 5%")]
    [InlineData("minus five hundred", "-500")]
    // One is a word more often than a figure.
    [InlineData("1 of them", "one of them")]
    [InlineData("one of them", "one of them")]
    [InlineData("the ones I know", "the ones i know")]
    // What looks like a number and is none.
    [InlineData("the point is clear", "the point is clear")]
    [InlineData("as per the plan", "as per the plan")]
    [InlineData("you and two friends", "you and 2 friends")]
    [InlineData("a positive answer", "a positive answer")]
    [InlineData("a pound of apples", "a pound of apples")]
    [InlineData("b747", "b 747")]
    public void Words_Numbers_BecomeFigures(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', EnglishText.Words(text)));

    [Theory]
    [InlineData("Let's go, I can't wait; won't you?", "let us go i can not wait will not you")]
    [InlineData("he's like", "he is like")]
    [InlineData("she's been there and they'd gone", "she has been there and they had gone")]
    [InlineData("It ’s mine", "it is mine")]
    [InlineData("I'm gonna say y'all shouldn't've", "i am going to say you all should not have")]
    [InlineData("M'Bala", "m bala")]
    [InlineData("Mr. Park met Dr. Lee Jr.", "mister park met doctor lee junior")]
    [InlineData("Um, so, uh, mm-hm. Hmm.", "so hm")]
    [InlineData("[laughs] hello (inaudible) <noise> there", "hello there")]
    [InlineData("an [unclosed bracket", "an unclosed bracket")]
    [InlineData("Café, naïve — straße", "cafe naive strasse")]
    [InlineData("OK", "okay")]
    [InlineData("3.", "3")]
    [InlineData("", "")]
    [InlineData(" ... % ' $ ", "")]
    public void Words_FormsOfWords_BecomeOne(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', EnglishText.Words(text)));

    [Theory]
    [InlineData("organisation", "organization")]
    [InlineData("prioritised", "prioritized")]
    [InlineData("favourite colours", "favorite colors")]
    [InlineData("cancelled", "canceled")]
    [InlineData("centre", "center")]
    [InlineData("licence", "license")]
    [InlineData("analysing", "analyzing")]
    [InlineData("cheque", "check")]
    [InlineData("cancelation", "cancellation")]
    // Words that only look as if a rule took them.
    [InlineData("exercise promise our four hour acre advise surprise tour", "exercise promise our 4 hour acre advise surprise tour")]
    public void Words_BritishSpelling_BecomesAmerican(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', EnglishText.Words(text)));

    [Theory]
    [InlineData("We will pay twenty thousand pounds on the third.", "we'll pay £20,000 on the 3rd")]
    [InlineData("It's about eighteen per cent, isn't it?", "it is about 18% is not it")]
    [InlineData("The programme was cancelled in nineteen eighty four", "the program was canceled in 1984")]
    public void Words_TwoWritingsOfTheSameSpeech_AreEqual(string one, string other) =>
        Assert.Equal(EnglishText.Words(one), EnglishText.Words(other));

    [FsCheck.Xunit.Property]
    public void Words_AnyText_AreFreeOfBlanksAndCapitals(string? text)
    {
        foreach (var word in EnglishText.Words(text ?? ""))
        {
            Assert.NotEqual("", word);
            Assert.DoesNotContain(word, char.IsWhiteSpace);
            Assert.Equal(word.ToLowerInvariant(), word);
        }
    }
}
