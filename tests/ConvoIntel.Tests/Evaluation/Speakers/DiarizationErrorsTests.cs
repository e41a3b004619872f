using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.Scoring;
using FsCheck.Xunit;

namespace ConvoIntel.Tests.Evaluation.Speakers;

public sealed class DiarizationErrorsTests
{
    private static readonly SpeakerSpan[] TwoTurns = [new("ann", 0, 10), new("ben", 10, 20)];

    [Fact]
    public void Of_SameSpansUnderOtherNames_IsZero()
    {
        var errors = DiarizationErrors.Of(TwoTurns, [new("x", 0, 10), new("y", 10, 20)], collar: 0);

        Assert.Equal(new DiarizationErrors(0, 0, 0, 20), errors);
        Assert.Equal(0, errors.Rate);
    }

    [Fact]
    public void Of_OneSpeakerFoundForTwo_ConfusesTheShorterOne()
    {
        var errors = DiarizationErrors.Of([new("ann", 0, 12), new("ben", 12, 20)], [new("x", 0, 20)], collar: 0);

        Assert.Equal(new DiarizationErrors(Missed: 0, FalseAlarm: 0, Confusion: 8, Speech: 20), errors);
        Assert.Equal(0.4, errors.Rate);
    }

    [Fact]
    public void Of_LateEndAndGap_CountsFalseAlarmAndMissed()
    {
        var errors = DiarizationErrors.Of([new("ann", 2, 10)], [new("x", 4, 13)], collar: 0);

        Assert.Equal(new DiarizationErrors(Missed: 2, FalseAlarm: 3, Confusion: 0, Speech: 8), errors);
    }

    [Fact]
    public void Of_OverlapFoundAsOneSpeaker_MissesTheOther()
    {
        var errors = DiarizationErrors.Of([new("ann", 0, 10), new("ben", 6, 14)], [new("x", 0, 10), new("y", 10, 14)], collar: 0);

        // From 6 to 10 two people speak and one is found; the denominator counts both.
        Assert.Equal(new DiarizationErrors(Missed: 4, FalseAlarm: 0, Confusion: 0, Speech: 18), errors);
    }

    [Fact]
    public void Of_BoundaryOffByLessThanTheCollar_IsNoError()
    {
        var errors = DiarizationErrors.Of(TwoTurns, [new("x", 0.2, 10.2), new("y", 10.2, 19.8)]);

        // 0.25 s are left out at 0, at 20 and on both sides of 10.
        Assert.Equal(new DiarizationErrors(0, 0, 0, 19), errors);
    }

    [Fact]
    public void Of_BoundaryOffByMoreThanTheCollar_CountsWhatIsPastIt()
    {
        var errors = DiarizationErrors.Of(TwoTurns, [new("x", 0, 11), new("y", 11, 20)]);

        Assert.Equal(0.75, errors.Confusion, 9);
        Assert.Equal(19, errors.Speech, 9);
    }

    [Fact]
    public void Of_RowsOfOneSpeakerThatTouch_HaveNoCollarBetweenThem()
    {
        var errors = DiarizationErrors.Of([new("ann", 0, 5), new("ann", 5, 10)], [new("x", 0, 10)]);

        Assert.Equal(9.5, errors.Speech, 9);
    }

    [Fact]
    public void Of_ScoredTime_LeavesOutTheRest()
    {
        var errors = DiarizationErrors.Of(TwoTurns, [new("x", 0, 20)], [new Interval(5, 12)], collar: 0);

        Assert.Equal(new DiarizationErrors(0, 0, Confusion: 2, Speech: 7), errors);
    }

    [Fact]
    public void Of_NobodySpeaks_HasNoRateAndCountsFalseAlarm()
    {
        var errors = DiarizationErrors.Of([], [new("x", 1, 4)]);

        Assert.Null(errors.Rate);
        Assert.Equal(3, errors.FalseAlarm);
    }

    [Fact]
    public void Of_MatchThatIsBestForAllButNotForEach_IsTaken()
    {
        // Taking the longest pair first (ann with x, 5 s) would leave ben with nothing; ann–y and ben–x have 4 + 4.
        SpeakerSpan[] reference = [new("ann", 0, 9), new("ben", 9, 13)];
        SpeakerSpan[] hypothesis = [new("x", 0, 5), new("y", 5, 9), new("x", 9, 13)];

        Assert.Equal(5, DiarizationErrors.Of(reference, hypothesis, collar: 0).Confusion, 9);
    }

    /// <summary>Speech on a grid of 10 ms, so that counting frames is exact.</summary>
    public sealed record Said(byte Speaker, ushort Start, byte Length);

    [Property(MaxTest = 200)]
    public void Of_AnySpeech_AgreesWithCountingFrames(Said[] said, Said[] found, bool withCollar)
    {
        var (reference, hypothesis) = (Spans(said, "r"), Spans(found, "h"));
        var collar = withCollar ? 0.25 : 0;

        var exact = DiarizationErrors.Of(reference, hypothesis, collar: collar);
        var counted = FrameCount.Of(reference, hypothesis, collar);

        Assert.Equal(counted.Speech, exact.Speech, 6);
        Assert.Equal(counted.Missed, exact.Missed, 6);
        Assert.Equal(counted.FalseAlarm, exact.FalseAlarm, 6);
        Assert.Equal(counted.Confusion, exact.Confusion, 6);
    }

    [Property]
    public void Of_AnySpeechUnderOtherLabels_IsTheSame(Said[] said, Said[] found)
    {
        var (reference, hypothesis) = (Spans(said, "r"), Spans(found, "h"));

        var one = DiarizationErrors.Of(reference, hypothesis);
        var other = DiarizationErrors.Of(reference, [.. hypothesis.Reverse().Select(span => span with { Speaker = $"{9 - (span.Speaker[1] - '0')}z" })]);

        Assert.Equal(one.Confusion, other.Confusion, 6);
        Assert.Equal(one.Missed, other.Missed, 6);
        Assert.Equal(one.FalseAlarm, other.FalseAlarm, 6);
    }

    [Property]
    public void Of_SidesExchanged_ExchangesMissedAndFalseAlarm(Said[] said, Said[] found)
    {
        var (reference, hypothesis) = (Spans(said, "r"), Spans(found, "h"));

        var one = DiarizationErrors.Of(reference, hypothesis, collar: 0);
        var other = DiarizationErrors.Of(hypothesis, reference, collar: 0);

        Assert.Equal(one.Missed, other.FalseAlarm, 6);
        Assert.Equal(one.FalseAlarm, other.Missed, 6);
        Assert.Equal(one.Confusion, other.Confusion, 6);
    }

    [Property]
    public void Of_AnySpeech_MakesNoMoreErrorsThanThereIsSpeech(Said[] said, Said[] found)
    {
        var errors = DiarizationErrors.Of(Spans(said, "r"), Spans(found, "h"));

        Assert.InRange(errors.Missed + errors.Confusion, 0, errors.Speech + 1e-9);
        Assert.Equal(0, DiarizationErrors.Of(Spans(said, "r"), Spans(said, "r")).Rate ?? 0, 9);
    }

    private static SpeakerSpan[] Spans(Said[] said, string prefix) =>
        [.. said.Select(s => new SpeakerSpan($"{prefix}{s.Speaker % 4}", (s.Start % 3000) / 100.0, ((s.Start % 3000) + s.Length) / 100.0))];
}
