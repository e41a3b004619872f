using ConvoIntel.Conversations;

namespace ConvoIntel.Understanding.Objections;

/// <summary>
/// Draws objections from tags: utterances that repeat one concern are one objection, and an objection is addressed when the rep answers it
/// within the next utterances or returns to it later.
/// </summary>
internal static class ObjectionFinder
{
    /// <summary>A concern that comes up again within this many utterances of its last mention is the same one.</summary>
    private const int SameConcernWithin = 12;

    public static ModelInfo Info { get; } = new("rules", "objections", "objections/1");

    public static IReadOnlyList<Objection> Find(IReadOnlyList<Utterance> utterances, int responseWindow)
    {
        var concerns = Group(utterances);
        var responses = Assign(utterances, concerns, responseWindow);
        return
        [
            .. concerns.Select((concern, i) => new Objection
            {
                Type = concern.Type,
                Utterances = [.. concern.Rows.Select(row => utterances[row].Index)],
                Addressed = responses[i].Count > 0,
                ResponseUtterances = [.. responses[i].Order().Select(row => utterances[row].Index)],
                Quote = utterances[concern.Rows[0]].Text,
                RaisedAt = utterances[concern.Rows[0]].Start,
                ResponseQuote = responses[i].Count > 0 ? utterances[responses[i].Min()].Text : null,
                Confidence = concern.Confidence,
            }),
        ];
    }

    /// <summary>Concerns in the order in which they were raised.</summary>
    private static List<Concern> Group(IReadOnlyList<Utterance> utterances)
    {
        List<Concern> concerns = [];
        for (var row = 0; row < utterances.Count; row++)
        {
            foreach (var tag in utterances[row].Tags.Where(tag => tag.Tag.StartsWith(Tags.ObjectionPrefix, StringComparison.Ordinal)))
            {
                var type = tag.Tag[Tags.ObjectionPrefix.Length..];
                var same = concerns.LastOrDefault(concern => concern.Type == type && row - concern.Rows[^1] <= SameConcernWithin);
                if (same is null)
                {
                    concerns.Add(new Concern(type, [row], tag.Confidence));
                    continue;
                }

                same.Rows.Add(row);
                same.Confidence = Math.Max(same.Confidence, tag.Confidence);
            }
        }

        return concerns;
    }

    /// <summary>
    /// Each answer goes to the concern last raised before it. What the rep says after an answer, without a question or another topic,
    /// and tagged as an answer too, belongs to the same concern.
    /// </summary>
    private static List<int>[] Assign(IReadOnlyList<Utterance> utterances, List<Concern> concerns, int window)
    {
        var responses = concerns.Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < utterances.Count; row++)
        {
            if (!utterances[row].Tags.Any(tag => tag.Tag == Tags.ObjectionResponse)) continue;
            var last = Latest(concerns, row);
            if (last < 0) continue;
            // An answer long after the last mention still answers it, as long as no other concern came between.
            responses[last].Add(row);
        }

        for (var i = 0; i < concerns.Count; i++)
        {
            if (responses[i].Count > 0) continue;
            var raised = concerns[i].Rows[^1];
            // The tagger missed the answer: what the product does, said at once to a concern, is one.
            for (var row = raised + 1; row < utterances.Count && row <= raised + Math.Min(window, 3); row++)
            {
                if (Latest(concerns, row) != i) break;
                if (utterances[row].Tags.Any(tag => tag.Tag == Tags.ValueProposition))
                {
                    responses[i].Add(row);
                    break;
                }
            }
        }

        return responses;
    }

    /// <summary>The concern mentioned last before a row, −1 for none.</summary>
    private static int Latest(List<Concern> concerns, int row)
    {
        var best = -1;
        var when = -1;
        for (var i = 0; i < concerns.Count; i++)
        {
            foreach (var mention in concerns[i].Rows)
            {
                if (mention < row && mention >= when) (best, when) = (i, mention);
            }
        }

        return best;
    }

    private sealed class Concern(string type, List<int> rows, double confidence)
    {
        public string Type { get; } = type;

        public List<int> Rows { get; } = rows;

        public double Confidence { get; set; } = confidence;
    }
}
