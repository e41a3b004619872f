using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConvoIntel.Conversations;
using ConvoIntel.Understanding.NextSteps;
using ConvoIntel.Understanding.Objections;

namespace ConvoIntel.Understanding;

/// <summary>Collects findings and gives each its evidence and an id that processing again does not change.</summary>
internal sealed class InsightList(string conversationId, IReadOnlyList<Utterance> utterances)
{
    private readonly List<Insight> insights = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Utterance> byIndex = utterances.ToDictionary(utterance => utterance.Index);

    public IReadOnlyList<Insight> All => insights;

    /// <param name="kind">One of <see cref="InsightKinds"/>.</param>
    /// <param name="label">Tag, tracker name or entity class.</param>
    /// <param name="cited">Indices of utterances, ascending.</param>
    /// <param name="confidence">0 to 1.</param>
    /// <param name="source">Model or rule set that found it.</param>
    /// <param name="attributes">What else is known of it.</param>
    /// <param name="quote">The words; the first cited utterance's text when null.</param>
    public void Add(
        string kind, string label, IReadOnlyList<int> cited, double confidence, ModelInfo source,
        IReadOnlyDictionary<string, string>? attributes = null, string? quote = null)
    {
        var first = byIndex[cited[0]];
        var id = UniqueId($"{conversationId}|{kind}|{label}|{string.Join(',', cited)}");
        insights.Add(new Insight
        {
            Id = id,
            Kind = kind,
            Label = label,
            Attributes = attributes ?? new Dictionary<string, string>(),
            Evidence = new Evidence(cited, first.Start, cited.Max(index => byIndex[index].End), quote ?? first.Text),
            Confidence = confidence,
            Model = source.Name,
            ModelVersion = source.Version,
        });
    }

    /// <summary>Questions, by the side that asks.</summary>
    public void AddQuestions(ModelInfo source)
    {
        foreach (var utterance in utterances)
        {
            if (utterance.Tags.FirstOrDefault(tag => tag.Tag == Tags.Question) is not { } asked) continue;
            var side = utterance.Role switch { ParticipantRole.Rep => "rep", ParticipantRole.Customer => "customer", _ => "unknown" };
            Add(InsightKinds.Question, side, [utterance.Index], asked.Confidence, source);
        }
    }

    public void AddObjections(IEnumerable<Objection> objections)
    {
        foreach (var objection in objections)
        {
            Add(InsightKinds.Objection, Tags.ObjectionPrefix + objection.Type, objection.Utterances, objection.Confidence, ObjectionFinder.Info,
                new Dictionary<string, string>
                {
                    ["addressed"] = objection.Addressed ? "true" : "false",
                    ["responseUtterances"] = string.Join(',', objection.ResponseUtterances),
                },
                objection.Quote);
        }
    }

    public void AddNextSteps(IEnumerable<NextStep> steps)
    {
        foreach (var step in steps)
        {
            var attributes = new Dictionary<string, string> { ["action"] = step.Action, ["owner"] = step.Owner };
            if (step.Due is { } due) attributes["due"] = due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Add(InsightKinds.NextStep, Tags.NextStep, step.Utterances, step.Confidence, NextStepFinder.Info, attributes, step.Quote);
        }
    }

    /// <summary>Two findings of one label in one utterance (two prices, say) are told apart by their order.</summary>
    private string UniqueId(string key)
    {
        var id = Hash(key);
        for (var n = 2; !ids.Add(id); n++) id = Hash($"{key}|{n}");
        return id;
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12));
}
