using ConvoIntel.Conversations;

namespace ConvoIntel.Evaluation;

/// <summary>What an evaluation found.</summary>
internal sealed class EvaluationReport
{
    public List<CallScore> Calls { get; } = [];

    public TagScores HeardTags { get; } = new();

    public TagScores ReadTags { get; } = new();

    public FindingScores HeardFindings { get; } = new();

    public FindingScores ReadFindings { get; } = new();

    public List<string> Failures { get; } = [];

    public IReadOnlyList<ModelInfo> Models { get; private set; } = [];

    public TimeSpan Elapsed { get; set; }

    public long PeakMemoryBytes { get; set; }

    public double AudioSeconds => Calls.Sum(c => c.AudioSeconds);

    public void AddHeard(ReferenceConversation truth, ConversationResult result)
    {
        var written = result.Conversation.Kind is ConversationKind.Transcript;
        Calls.Add(new CallScore
        {
            Name = truth.Name,
            AudioSeconds = written ? 0 : result.Conversation.Duration,
            WordErrors = written ? null : WordErrors.Of(truth, result.Utterances),
            TrueTalkRatio = truth.TalkRatio,
            TalkRatio = result.Metrics.TalkRatio,
        });
        if (result.Models.Count > Models.Count) Models = result.Models;

        // A written conversation was not heard: its tags count in the second table only.
        if (written) return;
        HeardTags.Add(truth, result.Utterances);
        HeardFindings.Add(truth, result);
    }

    public void AddRead(ReferenceConversation truth, ConversationResult result)
    {
        ReadTags.Add(truth, result.Utterances);
        ReadFindings.Add(truth, result);
    }
}

/// <summary>One call's figures.</summary>
internal sealed record CallScore
{
    public required string Name { get; init; }

    public required double AudioSeconds { get; init; }

    /// <summary>Null for a written conversation.</summary>
    public required WordErrors? WordErrors { get; init; }

    public required double? TrueTalkRatio { get; init; }

    public required double? TalkRatio { get; init; }
}
