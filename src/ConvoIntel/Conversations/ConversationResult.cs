namespace ConvoIntel.Conversations;

/// <summary>
/// Everything found in one conversation: the public contract, written as <c>&lt;name&gt;.json</c>.
/// Times are seconds from the start; utterances are cited by index.
/// </summary>
public sealed record ConversationResult
{
    /// <summary>Version of this contract; a reader refuses a major it does not know.</summary>
    public const string CurrentSchema = "convointel/conversation/1";

    public string Schema { get; init; } = CurrentSchema;

    public required Conversation Conversation { get; init; }

    public required IReadOnlyList<Participant> Participants { get; init; }

    public required IReadOnlyList<Utterance> Utterances { get; init; }

    /// <summary>What is spoken in each channel with speech; none for a written transcript.</summary>
    public IReadOnlyList<ChannelLanguage> Languages { get; init; } = [];

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    public IReadOnlyList<NextStep> NextSteps { get; init; } = [];

    /// <summary>All findings in one list, as they are attached to the deal.</summary>
    public IReadOnlyList<Insight> Insights { get; init; } = [];

    public required ConversationMetrics Metrics { get; init; }

    /// <summary>Extractive summary: sentences of the call, each with the utterance it stands in.</summary>
    public IReadOnlyList<SummaryLine> SummaryLines { get; init; } = [];

    /// <summary>The summary's lines as one text.</summary>
    public string Summary { get; init; } = "";

    public DealSnapshot? Deal { get; init; }

    public IReadOnlyList<ModelInfo> Models { get; init; } = [];
}

/// <summary>A line of the summary, and the utterance it cites.</summary>
public sealed record SummaryLine(string Topic, string Text, int Utterance);
