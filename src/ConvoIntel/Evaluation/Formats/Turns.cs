using ConvoIntel.Conversations;

namespace ConvoIntel.Evaluation.Formats;

/// <summary>Makes utterances of rows.</summary>
internal static class Turns
{
    public static Utterance Of(string speaker, ParticipantRole role, double start, double end, string text, IReadOnlyList<Word>? words = null) => new()
    {
        Index = 0,
        Speaker = speaker,
        Role = role,
        Start = start,
        End = end,
        Text = text,
        Words = words ?? [],
    };

    /// <summary>By start, indexed anew.</summary>
    public static IReadOnlyList<Utterance> InOrder(IEnumerable<Utterance> utterances) =>
        [.. utterances.OrderBy(u => u.Start).ThenBy(u => u.End).Select((utterance, index) => utterance with { Index = index })];
}
