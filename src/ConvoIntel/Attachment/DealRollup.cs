using ConvoIntel.Conversations;

namespace ConvoIntel.Attachment;

/// <summary>What a deal's conversations amount to, at one moment.</summary>
public sealed record DealRollup
{
    /// <summary>Conversations of any kind.</summary>
    public required int Calls { get; init; }

    /// <summary>Start of the earliest conversation; null where there is none.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>Start of the latest conversation; null where there is none.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Length of all conversations, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Mean of the calls' talk ratios, each call counting alike; null where no call has one.</summary>
    public double? MeanTalkRatio { get; init; }

    /// <summary>By due date, those past due first and those without date last.</summary>
    public required IReadOnlyList<OpenNextStep> NextSteps { get; init; }

    /// <summary>Objections that no call answered, by type, the most frequent first.</summary>
    public required IReadOnlyList<UnansweredObjections> Unanswered { get; init; }

    /// <summary>Everyone named in the conversations, the most frequent first.</summary>
    public required IReadOnlyList<DealParticipant> Participants { get; init; }

    /// <param name="conversations">The deal's conversations, in any order.</param>
    /// <param name="now">What is past due is judged by this moment, as a date where each call took place.</param>
    public static DealRollup Of(IReadOnlyList<ConversationResult> conversations, DateTimeOffset now)
    {
        var calls = conversations.OrderBy(c => c.Conversation.StartTime).ThenBy(c => c.Conversation.Id, StringComparer.Ordinal).ToList();
        var ratios = calls.Select(c => c.Metrics.TalkRatio).OfType<double>().ToList();
        return new DealRollup
        {
            Calls = calls.Count,
            First = calls.FirstOrDefault()?.Conversation.StartTime,
            Last = calls.LastOrDefault()?.Conversation.StartTime,
            Seconds = calls.Sum(c => c.Conversation.Duration),
            MeanTalkRatio = ratios.Count == 0 ? null : ratios.Average(),
            NextSteps = OpenNextStep.Of(calls, now),
            Unanswered = UnansweredObjections.Of(calls),
            Participants = DealParticipant.Of(calls),
        };
    }
}
