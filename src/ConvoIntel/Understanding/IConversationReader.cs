using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Understanding;

/// <summary>Reads a conversation's utterances and says what happens in it.</summary>
public interface IConversationReader : IDisposable
{
    IReadOnlyList<ModelInfo> Models { get; }

    /// <summary>Tags utterances and draws objections, next steps, entities, trackers and the summary from them.</summary>
    ConversationReading Read(Recording recording, IReadOnlyList<Utterance> utterances);
}

/// <summary>Tags and findings of one conversation.</summary>
public sealed record ConversationReading
{
    /// <summary>The utterances that were read, with tags.</summary>
    public required IReadOnlyList<Utterance> Utterances { get; init; }

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    public IReadOnlyList<NextStep> NextSteps { get; init; } = [];

    public IReadOnlyList<Insight> Insights { get; init; } = [];

    public IReadOnlyList<SummaryLine> SummaryLines { get; init; } = [];
}
