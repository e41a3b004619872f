using ConvoIntel.Conversations;
using ConvoIntel.Understanding;

namespace ConvoIntel.Scoring;

/// <summary>How much each side asks: utterances with the tag <see cref="Tags.Question"/>.</summary>
internal static class Questions
{
    public static int By(Timeline timeline, ParticipantRole side) =>
        timeline.Utterances.Count(u => u.Role == side && u.Tags.Any(t => t.Tag == Tags.Question));

    /// <summary><c>questions ÷ hours of call</c>. Null where the side says nothing, or the call has no length.</summary>
    public static double? PerHour(Timeline timeline, ParticipantRole side) =>
        timeline.Duration <= 0 || !timeline.Utterances.Any(u => u.Role == side) ? null : By(timeline, side) / timeline.Hours;
}
