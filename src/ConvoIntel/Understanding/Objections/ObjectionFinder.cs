using ConvoIntel.Conversations;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.Understanding.Objections;

/// <summary>
/// Draws objections from tags: utterances that repeat one concern are one objection, and an objection is addressed when the rep answers it
/// within the next utterances or returns to it later.
/// </summary>
internal static class ObjectionFinder
{
    /// <summary>A concern that comes up again within this many utterances of its last mention is the same one.</summary>
    private const int SameConcernWithin = 12;

    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "about", "after", "again", "always", "another", "because", "before", "being", "could", "every", "everything", "going", "great", "little",
        "maybe", "might", "never", "other", "people", "really", "right", "should", "something", "still", "thing", "things", "think", "their",
        "there", "these", "thing", "those", "understand", "until", "which", "while", "would", "years", "yours", UtteranceNormalizer.Number,
    };

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
    /// An answer goes to the concern last raised before it, however long ago. Where that one has been answered already, an answer in the
    /// words of an earlier concern, or about the price, goes back to the earlier one.
    /// </summary>
    private static List<int>[] Assign(IReadOnlyList<Utterance> utterances, List<Concern> concerns, int window)
    {
        var responses = concerns.Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < utterances.Count; row++)
        {
            if (!utterances[row].Tags.Any(tag => tag.Tag == Tags.ObjectionResponse)) continue;
            var answered = Latest(concerns, row);
            if (answered < 0) continue;
            if (responses[answered].Count > 0 && Returns(utterances, concerns, row, answered) is { } earlier) answered = earlier;
            responses[answered].Add(row);
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

    /// <summary>The open concern that an answer goes back to, null where it stays with the latest.</summary>
    private static int? Returns(IReadOnlyList<Utterance> utterances, List<Concern> concerns, int row, int latest)
    {
        if (Shared(utterances, concerns[latest], row) > 0) return null;
        var aboutPrice = utterances[row].Tags.Any(tag => tag.Tag == Tags.Pricing);
        if (aboutPrice && concerns[latest].Type == "price") return null;
        int? best = null;
        var most = 0;
        for (var i = 0; i < concerns.Count; i++)
        {
            if (i == latest || concerns[i].Rows[0] >= row) continue;
            var shared = Shared(utterances, concerns[i], row) + (aboutPrice && concerns[i].Type == "price" ? 2 : 0);
            if (shared > most) (best, most) = (i, shared);
        }

        return best;
    }

    /// <summary>How many telling words an utterance shares with a concern; long words stand for what is told.</summary>
    private static int Shared(IReadOnlyList<Utterance> utterances, Concern concern, int row)
    {
        var said = Telling(utterances[row].Text);
        return concern.Rows.Where(mention => mention < row).SelectMany(mention => Telling(utterances[mention].Text)).Distinct().Count(said.Contains);
    }

    private static HashSet<string> Telling(string text) =>
        [.. UtteranceNormalizer.Words(text).Where(word => word.Length >= 5 && !Common.Contains(word)).Select(word => word[..Math.Min(6, word.Length)])];

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
