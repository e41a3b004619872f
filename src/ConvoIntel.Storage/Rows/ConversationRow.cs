using ConvoIntel.Conversations;

namespace ConvoIntel.Storage.Rows;

/// <summary>A processed conversation; without <see cref="DealId"/> it is on the unmatched list.</summary>
internal sealed class ConversationRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    /// <summary>Start in UTC, which SQLite sorts as text; the call's own offset stands in <see cref="ResultJson"/>.</summary>
    public DateTime StartedAt { get; set; }

    /// <summary>The whole result in the public contract.</summary>
    public required string ResultJson { get; set; }

    public string? DealId { get; set; }

    public DealRow? Deal { get; set; }

    public string? StageAtCall { get; set; }

    public decimal? AmountAtCall { get; set; }

    public string? CurrencyAtCall { get; set; }

    /// <summary>The deal of <paramref name="found"/> as it stood when this call was first attached to it.</summary>
    public DealSnapshot AsFirstSeen(DealSnapshot found) =>
        DealId != found.Id || StageAtCall is null
            ? found
            : found with { StageAtCall = StageAtCall, AmountAtCall = AmountAtCall, Currency = CurrencyAtCall };

    public void Take(ConversationResult result)
    {
        Name = result.Conversation.Name;
        StartedAt = result.Conversation.StartTime.UtcDateTime;
        DealId = result.Deal?.Id;
        StageAtCall = result.Deal?.StageAtCall;
        AmountAtCall = result.Deal?.AmountAtCall;
        CurrencyAtCall = result.Deal?.Currency;
        ResultJson = ConversationJson.Serialize(result);
    }
}
