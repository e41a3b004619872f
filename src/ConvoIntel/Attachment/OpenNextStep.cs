using ConvoIntel.Conversations;

namespace ConvoIntel.Attachment;

/// <summary>A promise made in one of a deal's calls. Nothing tells yet that one was kept, so all are open.</summary>
public sealed record OpenNextStep(Conversation Conversation, NextStep Step, NextStepStanding Standing)
{
    internal static IReadOnlyList<OpenNextStep> Of(IEnumerable<ConversationResult> calls, DateTimeOffset now) =>
    [
        .. calls
            .SelectMany(call => call.NextSteps.Select(step => new OpenNextStep(call.Conversation, step, StandingOf(step, TodayAt(call.Conversation, now)))))
            .OrderBy(open => open.Step.Due ?? DateOnly.MaxValue)
            .ThenBy(open => open.Conversation.StartTime),
    ];

    private static NextStepStanding StandingOf(NextStep step, DateOnly today)
    {
        if (step.Due is not { } due) return NextStepStanding.Undated;
        return due < today ? NextStepStanding.PastDue : NextStepStanding.Upcoming;
    }

    /// <summary>The date of <paramref name="now"/> in the call's zone; where the zone has no name, at the call's offset.</summary>
    private static DateOnly TodayAt(Conversation call, DateTimeOffset now)
    {
        var local = call.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? TimeZoneInfo.ConvertTime(now, zone)
            : now.ToOffset(call.StartTime.Offset);
        return DateOnly.FromDateTime(local.DateTime);
    }
}

/// <summary>Where a promise's date lies.</summary>
public enum NextStepStanding
{
    /// <summary>No date was named.</summary>
    Undated,

    /// <summary>Due today or later.</summary>
    Upcoming,

    /// <summary>Due before today.</summary>
    PastDue,
}
