using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Scoring;

public sealed class TurnTests
{
    [Fact]
    public void Interactivity_FourSwitchesInSixMinutes_IsFortyAnHour()
    {
        var metrics = new Call(360).Rep(0, 5).Customer(5, 10).Customer(10, 12).Rep(12, 20).Customer(20, 30).Rep(30, 40).Measure();

        Assert.Equal(4, metrics.SpeakerSwitches);
        Assert.Equal(40, metrics.Interactivity!.Value, 9);
    }

    [Fact]
    public void Interactivity_BackchannelsAndAnnouncements_SwitchNothing()
    {
        var metrics = new Call(3600)
            .Say(ParticipantRole.Other, "announcement", 0, 4).Rep(4, 9).Customer(6, 6.3, "mm-hm", true).Rep(9, 12).Customer(12, 15).Measure();

        Assert.Equal(1, metrics.SpeakerSwitches);
        Assert.Equal(1, metrics.Interactivity);
    }

    [Fact]
    public void Patience_TwoAnswers_IsTheMeanGap()
    {
        // 0.5 s and 1.5 s; the customer's second sentence belongs to the same turn.
        var metrics = new Call(60).Customer(0, 5).Rep(5.5, 8).Customer(8, 10).Customer(11, 12).Rep(13.5, 15).Rep(18, 20).Measure();

        Assert.Equal(1.0, metrics.Patience!.Value, 9);
    }

    [Fact]
    public void Patience_RepComesInBeforeTheEnd_CountsAsNone() =>
        Assert.Equal(0, new Call(60).Customer(0, 5).Rep(4, 8).Measure().Patience);

    [Fact]
    public void Patience_RepOnlyOpens_IsUnknown() => Assert.Null(new Call(60).Rep(0, 5).Customer(6, 8).Measure().Patience);

    [Fact]
    public void Patience_BackchannelBeforeTheAnswer_IsNotTheAnswer() =>
        Assert.Equal(2, new Call(60).Customer(0, 5).Rep(5.1, 5.4, "mm-hm", true).Rep(7, 9).Measure().Patience!.Value, 9);

    [Fact]
    public void Interruptions_RepBeginsWhileCustomerGoesOn_CountsForTheRep()
    {
        var metrics = new Call(60).Customer(0, 10).Rep(5, 12).Measure();

        Assert.Equal((1, 0), (metrics.RepInterruptions, metrics.CustomerInterruptions));
    }

    [Theory]
    [InlineData(9.6, 14, "four words at least", false)]
    [InlineData(5, 5.5, "four words at least", false)]
    [InlineData(5, 6.5, "that is right", false)]
    [InlineData(5, 7, "yes I do see that", true)]
    public void Interruptions_HandOverOrBackchannel_CountsNone(double start, double end, string text, bool backchannel) =>
        Assert.Equal(0, new Call(60).Customer(0, 10).Rep(start, end, text, backchannel).Measure().RepInterruptions);

    [Fact]
    public void Interruptions_InterrupterGoesOn_CountsOnce() =>
        Assert.Equal(1, new Call(60).Customer(0, 20).Rep(5, 8).Rep(8.2, 12).Measure().RepInterruptions);

    [Fact]
    public void Interruptions_InterruptedGoesOn_CountsForTheOtherOnly()
    {
        var metrics = new Call(60).Rep(0, 5).Customer(4, 9).Rep(5.2, 12).Measure();

        Assert.Equal((0, 1), (metrics.RepInterruptions, metrics.CustomerInterruptions));
    }
}
