using ConvoIntel.Conversations;

namespace ConvoIntel.Evaluation.Scores;

/// <summary>Which heard utterances and which written ones are the same stretch of speech.</summary>
internal static class SameSpeech
{
    // A third of the shorter: neighbours that touch by their padding are not the same speech, halves of a cut utterance are.
    private const double LeastOverlap = 1.0 / 3;

    /// <summary>One side's speech at one time; a side that is not known may be either.</summary>
    public static bool Is(Utterance said, Utterance heard) =>
        (said.Role == heard.Role || said.Role == ParticipantRole.Unknown || heard.Role == ParticipantRole.Unknown) && Overlaps(said, heard);

    /// <summary>Whether any of two sets of utterances meet in time, whoever speaks.</summary>
    public static bool Meet(IReadOnlyList<Utterance> said, IReadOnlyList<int> cited, IReadOnlyList<Utterance> heard, IReadOnlyList<int> found) =>
        cited.Any(s => found.Any(f => Overlaps(said[s], heard[f])));

    private static bool Overlaps(Utterance said, Utterance heard)
    {
        var shorter = Math.Min(said.End - said.Start, heard.End - heard.Start);
        var overlap = Math.Min(said.End, heard.End) - Math.Max(said.Start, heard.Start);
        return overlap > 0 && overlap >= LeastOverlap * shorter;
    }
}
