using ConvoIntel.Conversations;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation;

/// <summary>
/// Tags against the truth, by time: a tag of the reference counts as found where an utterance of the same side that
/// overlaps it carries the tag; a tag that was found counts as right where it overlaps a reference utterance that carries it.
/// </summary>
internal sealed class TagScores
{
    private readonly Dictionary<string, DetectionScore> scores = Tags.All.ToDictionary(tag => tag, _ => new DetectionScore(), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DetectionScore> ByTag => scores;

    /// <summary>Mean F1 over the tags that the references hold.</summary>
    public double MacroF1 => scores.Values.Where(s => s.Expected > 0).Select(s => s.F1).DefaultIfEmpty(0).Average();

    public void Add(ReferenceConversation reference, IReadOnlyList<Utterance> heard)
    {
        foreach (var said in reference.Utterances)
        {
            var near = heard.Where(h => Alignment.SameSpeech(said, h)).ToList();
            foreach (var tag in said.Tags) scores[tag].Expect(near.Any(h => Carries(h, tag)));
        }

        foreach (var utterance in heard)
        {
            var near = reference.Utterances.Where(said => Alignment.SameSpeech(said, utterance)).ToList();
            foreach (var tag in utterance.Tags) scores[tag.Tag].Find(near.Any(said => said.Tags.Contains(tag.Tag)));
        }
    }

    private static bool Carries(Utterance utterance, string tag) => utterance.Tags.Any(t => t.Tag == tag);
}
