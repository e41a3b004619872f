using ConvoIntel.Conversations;

namespace ConvoIntel.Storage.Rows;

/// <summary>An insight, one row each; the conversation leads to the deal.</summary>
internal sealed class InsightRow
{
    public required string ConversationId { get; set; }

    public required string InsightId { get; set; }

    public required string Kind { get; set; }

    public required string Label { get; set; }

    public double Start { get; set; }

    public double End { get; set; }

    public required string Quote { get; set; }

    public double Confidence { get; set; }

    public required string Model { get; set; }

    public required string ModelVersion { get; set; }

    /// <summary>The insight in the public contract, with attributes and utterances.</summary>
    public required string InsightJson { get; set; }

    public ConversationRow? Conversation { get; set; }

    public static InsightRow From(Insight insight, string conversationId) => new()
    {
        ConversationId = conversationId,
        InsightId = insight.Id,
        Kind = insight.Kind,
        Label = insight.Label,
        Start = insight.Evidence.Start,
        End = insight.Evidence.End,
        Quote = insight.Evidence.Quote,
        Confidence = insight.Confidence,
        Model = insight.Model,
        ModelVersion = insight.ModelVersion,
        InsightJson = ConversationJson.Serialize(insight),
    };
}
