using ConvoIntel.Conversations;

namespace ConvoIntel.Scoring;

/// <summary>How often one side comes in while the other holds the floor.</summary>
internal static class Interruptions
{
    /// <summary>
    /// Seconds that the other must go on speaking. The figure is our choice: people commonly overlap for a moment where one hands over
    /// to the next (Levinson and Torreira 2015, doi:10.3389/fpsyg.2015.00731), and that interrupts nobody.
    /// </summary>
    private const double LeastOverlap = 0.5;

    /// <summary>
    /// Utterances of <paramref name="side"/> that begin after the other's and at least 0.5 s before the other's end. Backchannels of either
    /// side (<see cref="Backchannels.LeaveTheFloor"/>) are left out, and so is going on with what one was already saying.
    /// Null without both sides.
    /// </summary>
    public static int? By(Timeline timeline, ParticipantRole side)
    {
        if (!timeline.HasBothSides) return null;
        var turns = timeline.Utterances.Where(u => !Backchannels.LeaveTheFloor(u)).ToList();
        var others = turns.Where(u => u.Role != side && u.Role is (ParticipantRole.Rep or ParticipantRole.Customer)).ToList();
        var (count, ownEnd) = (0, double.NegativeInfinity);
        foreach (var own in turns.Where(u => u.Role == side))
        {
            var goesOn = own.Start - ownEnd < Monologues.EndingPause;
            var before = ownEnd;
            if (others.Exists(o => o.Start < own.Start && o.End >= own.Start + LeastOverlap && !(goesOn && before > o.Start))) count++;
            ownEnd = Math.Max(ownEnd, own.End);
        }

        return count;
    }
}
