using ConvoIntel.Conversations;

namespace ConvoIntel.Scoring;

/// <summary>Acknowledgements that take no turn.</summary>
internal static class Backchannels
{
    /// <summary>Longest backchannel, in seconds.</summary>
    private const double LongestSeconds = 1;

    private const int MostWords = 3;

    /// <summary>
    /// True for what leaves the floor with the other: marked as a backchannel, or at most 1 s, or at most 3 words.
    /// This is wider than <see cref="Utterance.Backchannel"/>: a cough or a short aside ends no monologue either.
    /// </summary>
    public static bool LeaveTheFloor(Utterance utterance)
    {
        var seconds = utterance.End - utterance.Start;
        return utterance.Backchannel || (seconds is > 0 and <= LongestSeconds) || WordCounts.Words(utterance).Count <= MostWords;
    }
}
