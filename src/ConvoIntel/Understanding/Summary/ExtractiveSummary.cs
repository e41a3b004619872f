using ConvoIntel.Conversations;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.Understanding.Summary;

/// <summary>
/// A summary in the call's own words: for each topic the utterance that says most about it, in a fixed order of topics,
/// what was promised last.
/// </summary>
internal static class ExtractiveSummary
{
    /// <summary>A line of four words says nothing out of its context.</summary>
    private const int FewestWords = 5;

    /// <summary>Words beyond which a line gains nothing by being longer.</summary>
    private const int EnoughWords = 24;

    /// <summary>Objections and next steps may each take this many lines; the other topics take one.</summary>
    private const int LinesOfAKind = 2;

    private static readonly (string Tag, string Topic)[] Topics =
    [
        (Tags.Pain, "Pain"), (Tags.Impact, "Impact"), (Tags.DecisionProcess, "Decision process"), (Tags.Timeline, "Timeline"),
        (Tags.Pricing, "Price"), (Tags.BuyingSignal, "Interest"),
    ];

    public static ModelInfo Info { get; } = new("rules", "summary", "summary/1");

    public static IReadOnlyList<SummaryLine> Write(
        IReadOnlyList<Utterance> utterances, IReadOnlyList<Objection> objections, IReadOnlyList<NextStep> steps, int mostLines)
    {
        HashSet<int> used = [];
        List<SummaryLine> closing = [];
        foreach (var objection in objections.OrderBy(o => o.Addressed).ThenByDescending(o => o.Confidence).Take(LinesOfAKind).OrderBy(o => o.RaisedAt))
        {
            if (used.Add(objection.Utterances[0]))
                closing.Add(new SummaryLine(objection.Addressed ? "Objection" : "Open objection", objection.Quote, objection.Utterances[0]));
        }

        foreach (var step in steps.OrderByDescending(s => s.Due.HasValue).ThenByDescending(s => s.Confidence).Take(LinesOfAKind).OrderBy(s => s.Utterances[0]))
        {
            if (used.Add(step.Utterances[0])) closing.Add(new SummaryLine("Next step", step.Quote, step.Utterances[0]));
        }

        if (closing.Count > mostLines) closing.RemoveRange(0, closing.Count - mostLines);
        List<(SummaryLine Line, double Value)> topics = [];
        foreach (var (tag, topic) in Topics)
        {
            var best = utterances.Where(u => !used.Contains(u.Index)).Select(u => (Utterance: u, Value: Value(u, tag)))
                .Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Value).FirstOrDefault();
            if (best.Utterance is null) continue;
            used.Add(best.Utterance.Index);
            topics.Add((new SummaryLine(topic, best.Utterance.Text, best.Utterance.Index), best.Value));
        }

        // Where room is short the weakest topics go, and the others keep their order.
        var kept = topics.OrderByDescending(pair => pair.Value).Take(mostLines - closing.Count).Select(pair => pair.Line).ToHashSet();
        return [.. topics.Select(pair => pair.Line).Where(kept.Contains), .. closing];
    }

    /// <summary>Confidence, weighed by how much is said; questions tell what is asked, not what is so.</summary>
    private static double Value(Utterance utterance, string tag)
    {
        if (utterance.Tags.FirstOrDefault(given => given.Tag == tag) is not { } found) return 0;
        var words = UtteranceNormalizer.Words(utterance.Text);
        if (words.Count < FewestWords) return 0;
        var fullness = (double)Math.Min(words.Count, EnoughWords) / EnoughWords;
        var figures = words.Contains(UtteranceNormalizer.Number) ? 1.2 : 1;
        var asked = utterance.Tags.Any(given => given.Tag == Tags.Question) ? 0.5 : 1;
        return found.Confidence * (0.4 + (0.6 * fullness)) * figures * asked;
    }
}
