using ConvoIntel.Conversations;
using ConvoIntel.Scoring;

namespace ConvoIntel.Tests.Scoring;

public sealed class TalkTimeTests
{
    [Fact]
    public void Calculate_TwoSidesWithSilence_LeavesSilenceOutOfTheRatioOnly()
    {
        var metrics = new Call(100).Rep(0, 30).Customer(40, 50).Measure();

        Assert.Equal(0.75, metrics.TalkRatio);
        Assert.Equal(0.30, metrics.TalkShareOfCall);
        Assert.Equal((30, 10), (metrics.RepSpeech, metrics.CustomerSpeech));
        Assert.Equal(0.60, metrics.SilenceShare!.Value, 9);
        Assert.Equal(0, metrics.OvertalkShare);
        Assert.Equal("metrics/1", metrics.Version);
    }

    [Fact]
    public void Calculate_SidesOverlap_CountsTheOverlapForBothAndOnceAgainstSilence()
    {
        var metrics = new Call(20).Rep(0, 10).Customer(6, 16).Measure();

        Assert.Equal(0.5, metrics.TalkRatio);
        Assert.Equal(0.2, metrics.OvertalkShare!.Value, 9);
        Assert.Equal(0.2, metrics.SilenceShare!.Value, 9);
    }

    [Fact]
    public void Calculate_TwoCustomersTalkAtOnce_CountsTheirSideOnce()
    {
        var metrics = new Call(20).Rep(0, 5).Customer(5, 15, speaker: "c1").Customer(8, 12, speaker: "c2").Measure();

        Assert.Equal(10, metrics.CustomerSpeech);
        Assert.Equal(0, metrics.OvertalkShare);
    }

    [Fact]
    public void Calculate_OneSpeakerOnly_LeavesOutWhatComparesTwo()
    {
        var metrics = new Call(20).Rep(0, 10).Measure();

        Assert.Null(metrics.TalkRatio);
        Assert.Null(metrics.OvertalkShare);
        Assert.Null(metrics.Interactivity);
        Assert.Null(metrics.Patience);
        Assert.Null(metrics.RepInterruptions);
        Assert.Null(metrics.LongestCustomerMonologue);
        Assert.Null(metrics.CustomerWordsPerMinute);
        Assert.Equal(0.5, metrics.TalkShareOfCall);
        Assert.Equal(0.5, metrics.SilenceShare);
        Assert.Equal(10, metrics.LongestRepMonologue!.Duration);
    }

    [Fact]
    public void Calculate_UnknownRoles_MeasuresSilenceAndLeavesOutTheSides()
    {
        var metrics = new Call(20).Say(ParticipantRole.Unknown, "unknown", 0, 15).Measure();

        Assert.Equal(0.25, metrics.SilenceShare);
        Assert.Null(metrics.TalkRatio);
        Assert.Null(metrics.TalkShareOfCall);
        Assert.Null(metrics.LongestRepMonologue);
        Assert.Null(metrics.RepQuestionRate);
        Assert.Null(metrics.RepFillersPerHundredWords);
    }

    [Fact]
    public void Calculate_SilentRecording_IsAllSilence()
    {
        var metrics = new Call(36_000).Measure();

        Assert.Equal(1, metrics.SilenceShare);
        Assert.Null(metrics.TalkRatio);
        Assert.Null(metrics.TalkShareOfCall);
        Assert.Null(metrics.Interactivity);
    }

    [Fact]
    public void Calculate_ZeroLength_HasNoFigures()
    {
        var metrics = new Call(0).Measure();

        Assert.Equal(new ConversationMetrics { Version = "metrics/1" }, metrics);
    }

    [Fact]
    public void Calculate_TranscriptWithoutTimes_CountsWordsAndQuestionsAndNoTime()
    {
        var metrics = new Call(0).Rep(0, 0, "Um, shall we begin?", tags: ["question"]).Customer(0, 0).Measure();

        Assert.Null(metrics.TalkRatio);
        Assert.Null(metrics.SilenceShare);
        Assert.Null(metrics.Patience);
        Assert.Null(metrics.LongestRepMonologue);
        Assert.Null(metrics.RepWordsPerMinute);
        Assert.Null(metrics.RepQuestionRate);
        Assert.Equal(1, metrics.RepQuestions);
        Assert.Equal(25, metrics.RepFillersPerHundredWords);
    }

    [Fact]
    public void Calculate_DurationUnknown_TakesTheEndOfTheLastUtterance()
    {
        var metrics = new Call(0).Rep(0, 10).Customer(10, 40).Measure();

        Assert.Equal(0.25, metrics.TalkShareOfCall);
        Assert.Equal(90, metrics.Interactivity);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Calculate_ImpossibleDuration_Refuses(double duration) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricsCalculator.Calculate([], duration));
}
