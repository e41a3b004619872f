using ConvoIntel.Conversations;

namespace ConvoIntel.Storage.Rows;

/// <summary>An utterance, for search and for queries; words and tags stand in the conversation's result.</summary>
internal sealed class UtteranceRow
{
    /// <summary>The row id that the full-text index refers to.</summary>
    public long Id { get; set; }

    public required string ConversationId { get; set; }

    public int Index { get; set; }

    public required string Speaker { get; set; }

    public ParticipantRole Role { get; set; }

    public double Start { get; set; }

    public double End { get; set; }

    public required string Text { get; set; }

    public ConversationRow? Conversation { get; set; }

    public static UtteranceRow From(Utterance utterance, string conversationId) => new()
    {
        ConversationId = conversationId,
        Index = utterance.Index,
        Speaker = utterance.Speaker,
        Role = utterance.Role,
        Start = utterance.Start,
        End = utterance.End,
        Text = utterance.Text,
    };
}
