namespace ConvoIntel.Tests.Scoring;

public sealed class WordCountTests
{
    [Fact]
    public void WordsPerMinute_OfOwnSpeech_IgnoresTheOthersTime()
    {
        var metrics = new Call(600).Rep(0, 3, "one two three, four - five six!").Customer(3, 9, "one two three").Measure();

        Assert.Equal(120, metrics.RepWordsPerMinute!.Value, 9);
        Assert.Equal(30, metrics.CustomerWordsPerMinute!.Value, 9);
    }

    [Theory]
    [InlineData("Um, so we, uh, begin today", 2 / 6.0)]
    [InlineData("It is, you know, rather slow", 1 / 6.0)]
    [InlineData("Do you know what I mean", 0)]
    [InlineData("I mean it costs a lot", 1 / 6.0)]
    [InlineData("mm-hm uh-huh right so we go", 0)]
    [InlineData("I like the other one better", 0)]
    public void Fillers_InSixWords_CountsThoseThatMeanNothing(string text, double expected) =>
        Assert.Equal(100 * expected, new Call(60).Rep(0, 5, text).Measure().RepFillersPerHundredWords!.Value, 9);

    [Fact]
    public void Questions_TaggedUtterances_AreCountedBySideAndHour()
    {
        var metrics = new Call(1800)
            .Rep(0, 2, tags: ["question", "decision_process"]).Rep(2, 4, tags: ["pricing"]).Customer(4, 6, tags: ["question"]).Rep(6, 8, tags: ["question"]).Measure();

        Assert.Equal((2, 1), (metrics.RepQuestions, metrics.CustomerQuestions));
        Assert.Equal(4, metrics.RepQuestionRate);
    }
}
