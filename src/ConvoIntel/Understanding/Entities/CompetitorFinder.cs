using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Understanding.Entities;

/// <summary>
/// Finds competitors by name: those of the sidecar and of the configuration. Names nobody listed are not guessed at, as recognised
/// speech has no capitals to tell them by.
/// </summary>
internal static class CompetitorFinder
{
    public static ModelInfo Info { get; } = new("rules", "competitors", "competitors/1");

    public static void Find(UnderstandingOptions options, Recording recording, IReadOnlyList<Utterance> utterances, InsightList insights)
    {
        var names = recording.TrackedCompetitors.Concat(options.Competitors)
            .Where(name => !string.IsNullOrWhiteSpace(name))
            .Select(name => name.Trim())
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, Matcher: new PhraseMatcher(name, inflect: false)))
            .ToArray();
        foreach (var utterance in utterances)
        {
            foreach (var (name, matcher) in names)
            {
                if (matcher.Find(utterance.Text) is { } phrase)
                    insights.Add(InsightKinds.Competitor, name, [utterance.Index], 1, Info, new Dictionary<string, string> { ["phrase"] = phrase });
            }
        }
    }
}
