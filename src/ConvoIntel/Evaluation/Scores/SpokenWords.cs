using ConvoIntel.Conversations;
using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.Evaluation.Words;

namespace ConvoIntel.Evaluation.Scores;

/// <summary>Words and characters of one conversation against its reference.</summary>
/// <param name="Words">Errors whoever spoke.</param>
/// <param name="Characters">The same alignment, by character.</param>
/// <param name="BySpeaker">Errors where each speaker's words must stand with that speaker; null where the sides do not tell two speakers apart.</param>
internal readonly record struct SpokenWords(WordErrors Words, CharacterErrors Characters, WordErrors? BySpeaker)
{
    /// <summary>
    /// Aligns once with all words in order of time, and once speaker by speaker, speakers matched so that errors are fewest. The cheaper
    /// alignment counts: people who talk at once have no true order, and a recogniser that tells no speakers apart is still judged by its words.
    /// </summary>
    public static SpokenWords Of(IReadOnlyList<Utterance> reference, IReadOnlyList<Utterance> hypothesis)
    {
        var (said, heard) = (Normalized(reference), Normalized(hypothesis));
        var (allSaid, allHeard) = (Together(said), Together(heard));
        var all = WordErrors.Of(allSaid, allHeard);
        var (saidBy, heardBy) = (BySpeakers(said), BySpeakers(heard));
        var pairs = saidBy.Count > 1 && saidBy.Count * heardBy.Count > 1 ? Pairs(saidBy, heardBy) : null;
        var apart = pairs?.Select(pair => WordErrors.Of(pair.Said, pair.Heard)).Aggregate(default(WordErrors), (sum, errors) => sum + errors);

        return apart is { } by && by.Errors < all.Errors
            ? new(by, pairs!.Select(pair => CharacterErrors.Of(pair.Said, pair.Heard)).Aggregate((sum, errors) => sum + errors), apart)
            : new(all, CharacterErrors.Of(allSaid, allHeard), apart);
    }

    /// <summary>Speakers matched one to one; who has no counterpart is matched with silence.</summary>
    private static List<(List<string> Said, List<string> Heard)> Pairs(List<List<string>> said, List<List<string>> heard)
    {
        // Against matching both with silence, a pair saves what its words have in common.
        var saved = new double[said.Count, heard.Count];
        for (var i = 0; i < said.Count; i++)
        {
            for (var j = 0; j < heard.Count; j++) saved[i, j] = said[i].Count + heard[j].Count - WordErrors.Of(said[i], heard[j]).Errors;
        }

        var matched = Assignment.Best(saved);
        return
        [
            .. said.Select((words, i) => (words, matched[i] < 0 ? [] : heard[matched[i]])),
            .. heard.Where((_, j) => !matched.Contains(j)).Select(words => (new List<string>(), words)),
        ];
    }

    /// <summary>Each utterance by itself, so that numbers of two speakers do not run together.</summary>
    private static List<(string Speaker, IReadOnlyList<string> Words)> Normalized(IReadOnlyList<Utterance> utterances) =>
        [.. utterances.OrderBy(u => u.Start).ThenBy(u => u.End).Select(u => (u.Speaker, EnglishText.Words(u.Text)))];

    private static List<string> Together(IEnumerable<(string Speaker, IReadOnlyList<string> Words)> utterances) => [.. utterances.SelectMany(u => u.Words)];

    private static List<List<string>> BySpeakers(List<(string Speaker, IReadOnlyList<string> Words)> utterances) =>
        [.. utterances.GroupBy(u => u.Speaker, StringComparer.Ordinal).Select(Together).Where(words => words.Count > 0)];
}
