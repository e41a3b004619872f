using ConvoIntel.Conversations;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation.Scores;

/// <summary>Tags of one conversation against the truth.</summary>
internal static class TagScores
{
    /// <summary>
    /// By time: a tag of the reference counts as found where an utterance of the same side that overlaps it carries the tag; a tag that
    /// was found counts as right where it overlaps an utterance of the reference that carries it.
    /// </summary>
    /// <returns>For each tag of the taxonomy.</returns>
    public static IReadOnlyDictionary<string, Detections> Of(IReadOnlyList<Utterance> reference, IReadOnlyList<Utterance> hypothesis)
    {
        var near = Near(reference, hypothesis);
        var nearHeard = near.ToLookup(pair => pair.Heard, pair => pair.Said);
        var nearSaid = near.ToLookup(pair => pair.Said, pair => pair.Heard);
        return Tags.All.ToDictionary(tag => tag, tag => Detections.Of(
            reference.Where(said => Carries(said, tag)).Select(said => nearSaid[said.Index].Any(heard => Carries(hypothesis[heard], tag))),
            hypothesis.Where(heard => Carries(heard, tag)).Select(heard => nearHeard[heard.Index].Any(said => Carries(reference[said], tag)))),
            StringComparer.Ordinal);
    }

    /// <summary>Pairs of the same speech, by place in their lists; each list is walked once, in order of start.</summary>
    private static List<(int Said, int Heard)> Near(IReadOnlyList<Utterance> reference, IReadOnlyList<Utterance> hypothesis)
    {
        var pairs = new List<(int, int)>();
        var heard = Enumerable.Range(0, hypothesis.Count).OrderBy(i => hypothesis[i].Start).ToList();
        var longest = hypothesis.Select(u => u.End - u.Start).DefaultIfEmpty().Max();
        var first = 0;
        foreach (var said in Enumerable.Range(0, reference.Count).OrderBy(i => reference[i].Start))
        {
            while (first < heard.Count && hypothesis[heard[first]].Start + longest < reference[said].Start) first++;
            for (var next = first; next < heard.Count && hypothesis[heard[next]].Start < reference[said].End; next++)
            {
                if (SameSpeech.Is(reference[said], hypothesis[heard[next]])) pairs.Add((said, heard[next]));
            }
        }

        return pairs;
    }

    private static bool Carries(Utterance utterance, string tag) => utterance.Tags.Any(carried => carried.Tag == tag);
}
