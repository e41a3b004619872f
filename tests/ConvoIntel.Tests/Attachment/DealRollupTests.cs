using ConvoIntel.Attachment;
using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Attachment;

public sealed class DealRollupTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NoCalls_IsEmpty()
    {
        var rollup = DealRollup.Of([], Now);

        Assert.Equal((0, null, null, null), (rollup.Calls, rollup.First, rollup.Last, rollup.MeanTalkRatio));
        Assert.Empty(rollup.NextSteps);
        Assert.Empty(rollup.Unanswered);
        Assert.Empty(rollup.Participants);
    }

    [Fact]
    public void Of_SeveralCalls_SpansThemAndAveragesTheRatiosThatExist()
    {
        var late = Call("b", 5) with { Metrics = new ConversationMetrics { Version = "metrics/1", TalkRatio = 0.6 } };
        var early = Call("a", 0) with { Metrics = new ConversationMetrics { Version = "metrics/1", TalkRatio = 0.4 } };

        var rollup = DealRollup.Of([late, Call("c", 2), early], Now);

        Assert.Equal((3, early.Conversation.StartTime, late.Conversation.StartTime), (rollup.Calls, rollup.First, rollup.Last));
        Assert.Equal(0.5, rollup.MeanTalkRatio!.Value, 9);
        Assert.Equal(180, rollup.Seconds);
    }

    [Fact]
    public void Of_NextSteps_AreOrderedByDateAndJudgedByToday()
    {
        var call = Call("a", 0) with { NextSteps = [Step("undated", null), Step("today", 15), Step("yesterday", 14), Step("tomorrow", 16)] };

        var steps = DealRollup.Of([call], Now).NextSteps;

        Assert.Equal(
            [
                ("yesterday", NextStepStanding.PastDue), ("today", NextStepStanding.Upcoming),
                ("tomorrow", NextStepStanding.Upcoming), ("undated", NextStepStanding.Undated),
            ],
            steps.Select(s => (s.Step.Action, s.Standing)));
    }

    [Fact]
    public void Of_CallInAnotherZone_TakesThatZonesToday()
    {
        // At noon UTC on the 15th it is the 16th in Kiritimati, fourteen hours ahead.
        var call = Call("a", 0) with { NextSteps = [Step("send", 15)] };
        call = call with { Conversation = call.Conversation with { TimeZone = "Pacific/Kiritimati" } };

        Assert.Equal(NextStepStanding.PastDue, Assert.Single(DealRollup.Of([call], Now).NextSteps).Standing);
    }

    [Fact]
    public void Of_Objections_CountsThoseLeftStandingByType()
    {
        var first = Call("a", 0) with { Objections = [Objection("trust", false), Objection("price", false), Objection("need", true)] };
        var second = Call("b", 1) with { Objections = [Objection("price", false)] };

        var unanswered = DealRollup.Of([first, second], Now).Unanswered;

        Assert.Equal([("price", 2), ("trust", 1)], unanswered.Select(u => (u.Type, u.Raised.Count)));
        Assert.Equal(["a", "b"], unanswered[0].Raised.Select(r => r.Conversation.Id));
    }

    [Fact]
    public void Of_Participants_JoinsOnePersonOfSeveralCalls()
    {
        var first = Call("a", 0) with { Participants = [Some.Rep(), Some.Customer("Casey@buyer.example", name: null)] };
        var second = Call("b", 1) with { Participants = [Some.Rep(), Some.Customer("casey@buyer.example"), Some.Customer("kim@buyer.example", id: "c2", name: "Kim")] };

        var people = DealRollup.Of([first, second], Now).Participants;

        Assert.Equal([("Robin Reyes", 2), ("Casey Kim", 2), ("Kim", 1)], people.Select(p => (p.Person.Name!, p.Calls)));
    }

    private static ConversationResult Call(string id, int day) =>
        Some.Result(id) with { Conversation = Some.Conversation(id, start: Some.CallTime.AddDays(day)) };

    private static NextStep Step(string action, int? day) => new()
    {
        Action = action,
        Owner = "rep",
        Due = day is { } d ? new DateOnly(2026, 6, d) : null,
        Utterances = [0],
        Quote = action,
        Confidence = 1,
    };

    private static Objection Objection(string type, bool addressed) => new()
    {
        Type = type,
        Utterances = [0],
        Addressed = addressed,
        ResponseUtterances = [],
        Quote = type,
        RaisedAt = 1,
        Confidence = 1,
    };
}
