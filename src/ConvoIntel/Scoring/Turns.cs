using ConvoIntel.Conversations;

namespace ConvoIntel.Scoring;

/// <summary>How the floor changes hands. Utterances marked as backchannels take no turn.</summary>
internal static class Turns
{
    /// <summary>Times that an utterance is someone else's than the one before it; recorded announcements and interpreters are left out.</summary>
    public static int Switches(Timeline timeline)
    {
        var speakers = Speakers(timeline).ToList();
        return speakers.Zip(speakers.Skip(1)).Count(pair => pair.First != pair.Second);
    }

    /// <summary><c>switches ÷ hours of call</c>. Null where fewer than two people speak, or the call has no length.</summary>
    public static double? Interactivity(Timeline timeline) =>
        timeline.Duration <= 0 || Speakers(timeline).Distinct().Count() < 2 ? null : Switches(timeline) / timeline.Hours;

    /// <summary>
    /// Mean silence, in seconds, from the end of a customer's turn to the rep's next utterance; 0 where the rep comes in before the end.
    /// Null where no rep follows a customer, or the sides have no times.
    /// </summary>
    public static double? Patience(Timeline timeline)
    {
        if (!timeline.HasBothSides) return null;
        var gaps = new List<double>();
        double? customerUntil = null;
        foreach (var utterance in timeline.Utterances.Where(u => !u.Backchannel))
        {
            if (utterance.Role == ParticipantRole.Customer)
            {
                customerUntil = Math.Max(customerUntil ?? 0, utterance.End);
            }
            else if (utterance.Role == ParticipantRole.Rep && customerUntil is { } end)
            {
                gaps.Add(Math.Max(0, utterance.Start - end));
                customerUntil = null;
            }
        }

        return gaps.Count == 0 ? null : gaps.Average();
    }

    private static IEnumerable<string> Speakers(Timeline timeline) =>
        timeline.Utterances.Where(u => !u.Backchannel && u.Role != ParticipantRole.Other).Select(u => u.Speaker);
}
