using ConvoIntel.Conversations;

namespace ConvoIntel.Evaluation;

/// <summary>Which heard utterances and which written ones are the same stretch of speech.</summary>
internal static class Alignment
{
    // A third of the shorter: neighbours that touch by their padding are not the same speech, halves of a cut utterance are.
    private const double LeastOverlap = 1.0 / 3;

    public static bool SameSpeech(ReferenceUtterance said, Utterance heard) => said.Role == heard.Role && Overlaps(said, heard);

    /// <summary>Whether any of two sets of utterances meet in time, whoever speaks.</summary>
    public static bool Meet(
        ReferenceConversation reference, IReadOnlyList<int> said, IReadOnlyList<Utterance> heard, IReadOnlyList<int> found) =>
        said.Any(s => found.Any(f => Overlaps(reference.Utterances[s], heard[f])));

    private static bool Overlaps(ReferenceUtterance said, Utterance heard)
    {
        var shorter = Math.Min(said.End - said.Start, heard.End - heard.Start);
        var overlap = Math.Min(said.End, heard.End) - Math.Max(said.Start, heard.Start);
        return overlap > 0 && overlap >= LeastOverlap * shorter;
    }
}
