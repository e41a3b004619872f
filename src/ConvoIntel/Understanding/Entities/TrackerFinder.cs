using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Understanding.Entities;

/// <summary>Finds the words and phrases that a configuration or a sidecar asks to follow.</summary>
internal static class TrackerFinder
{
    public static ModelInfo Info { get; } = new("rules", "trackers", "trackers/1");

    public static void Find(UnderstandingOptions options, Recording recording, IReadOnlyList<Utterance> utterances, InsightList insights)
    {
        var trackers = options.Trackers.Select(tracker => (Name: tracker.Key, Phrases: (IEnumerable<string>)tracker.Value))
            .Concat(recording.TrackedKeywords.Where(word => !string.IsNullOrWhiteSpace(word)).Select(word => (Name: word.Trim(), Phrases: (IEnumerable<string>)[word])))
            .DistinctBy(tracker => tracker.Name, StringComparer.OrdinalIgnoreCase)
            .Select(tracker => (tracker.Name, Matchers: tracker.Phrases.Select(phrase => new PhraseMatcher(phrase, inflect: true)).ToArray()))
            .ToArray();
        foreach (var utterance in utterances)
        {
            foreach (var (name, matchers) in trackers)
            {
                if (matchers.Select(matcher => matcher.Find(utterance.Text)).FirstOrDefault(found => found is not null) is not { } phrase) continue;
                insights.Add(InsightKinds.Tracker, name, [utterance.Index], 1, Info, new Dictionary<string, string> { ["phrase"] = phrase });
            }
        }
    }
}
