namespace ConvoIntel.Tests.Scoring;

public sealed class MonologueTests
{
    [Fact]
    public void Longest_PausesUnderTwoSeconds_AreJoined()
    {
        var monologue = new Call(60).Rep(1, 5).Rep(6.9, 10).Rep(12, 13).Customer(20, 22).Measure().LongestRepMonologue!;

        Assert.Equal((1, 9), (monologue.Start, monologue.Duration));
        Assert.Equal([0, 1], monologue.Utterances);
    }

    [Theory]
    [InlineData(5, 6.5, "mm-hm", true)]
    [InlineData(5, 6, "go on then tell me more", false)]
    [InlineData(5, 6.9, "oh I see", false)]
    public void Longest_BackchannelOfTheOther_DoesNotEndIt(double start, double end, string text, bool marked)
    {
        var monologue = new Call(60).Rep(0, 5).Customer(start, end, text, marked).Rep(7, 12).Customer(12, 13).Measure().LongestRepMonologue!;

        Assert.Equal(12, monologue.Duration);
        Assert.Equal([0, 2], monologue.Utterances);
    }

    [Fact]
    public void Longest_MoreThanABackchannelOfTheOther_EndsIt()
    {
        var monologue = new Call(60).Rep(0, 5).Customer(5, 6.5, "but what about us").Rep(7, 12).Measure().LongestRepMonologue!;

        Assert.Equal(5, monologue.Duration);
    }

    [Fact]
    public void Longest_OtherCutsInWhileItRuns_EndsItThere()
    {
        var monologue = new Call(60).Customer(0, 10).Rep(8, 11).Customer(10.5, 15).Measure().LongestCustomerMonologue!;

        Assert.Equal((0, 10), (monologue.Start, monologue.Duration));
    }

    [Fact]
    public void Longest_BackchannelInALongPause_BridgesOnlyShortSilences()
    {
        // 1.5 s of silence on either side of the mm-hm: each pause is short.
        Assert.Equal(10, new Call(60).Rep(0, 3).Customer(4.5, 5, "mm-hm", true).Rep(6.5, 10).Measure().LongestRepMonologue!.Duration);
        // 3 s before it: the rep had stopped.
        Assert.Equal(3.5, new Call(60).Rep(0, 3).Customer(6, 6.5, "mm-hm", true).Rep(6.5, 10).Measure().LongestRepMonologue!.Duration);
    }

    [Fact]
    public void Longest_SideOfBackchannelsOnly_HasNone()
    {
        var metrics = new Call(60).Rep(0, 20).Customer(5, 5.4, "mm-hm", true).Customer(9, 9.4, "right", true).Measure();

        Assert.Null(metrics.LongestCustomerMonologue);
        Assert.Equal(20, metrics.LongestRepMonologue!.Duration);
    }
}
