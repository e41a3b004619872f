using ConvoIntel.Conversations;

namespace ConvoIntel.Scoring;

/// <summary>How long one side speaks without giving up the floor.</summary>
internal static class Monologues
{
    /// <summary>A pause of this length, in seconds, ends a monologue.</summary>
    public const double EndingPause = 2;

    /// <summary>
    /// The longest stretch from the start of a side's utterance to the end of its last, joined while pauses stay under 2 s
    /// and nobody else says more than <see cref="Backchannels.LeaveTheFloor"/> allows. The earliest of equals; null where the side
    /// says nothing but backchannels, or its utterances have no times.
    /// </summary>
    public static Monologue? Longest(Timeline timeline, ParticipantRole side)
    {
        Monologue? longest = null;
        foreach (var run in Runs(timeline, side).Where(run => run.Exists(u => !u.Backchannel)))
        {
            var duration = run.Max(u => u.End) - run[0].Start;
            if (duration > (longest?.Duration ?? 0)) longest = new Monologue(run[0].Start, duration, [.. run.Select(u => u.Index).Order()]);
        }

        return longest;
    }

    private static IEnumerable<List<Utterance>> Runs(Timeline timeline, ParticipantRole side)
    {
        var run = new List<Utterance>();
        // Up to when someone has been speaking since the run began: backchannels fill the pause that they fall into.
        var spokenUntil = 0.0;
        foreach (var utterance in timeline.Utterances)
        {
            var own = utterance.Role == side;
            var paused = utterance.Start - spokenUntil >= EndingPause;
            if (run.Count > 0 && (own ? paused : !Backchannels.LeaveTheFloor(utterance)))
            {
                yield return run;
                run = [];
            }

            if (own)
            {
                spokenUntil = run.Count == 0 ? utterance.End : Math.Max(spokenUntil, utterance.End);
                run.Add(utterance);
            }
            else if (run.Count > 0 && !paused)
            {
                spokenUntil = Math.Max(spokenUntil, utterance.End);
            }
        }

        if (run.Count > 0) yield return run;
    }
}
