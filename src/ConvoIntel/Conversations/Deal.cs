namespace ConvoIntel.Conversations;

/// <summary>An opportunity in the deal book.</summary>
public sealed record Deal
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Account { get; init; }

    public required string Stage { get; init; }

    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Probability { get; init; }

    public DateOnly? CloseDate { get; init; }

    public string? OwnerEmail { get; init; }

    public IReadOnlyList<DealContact> Contacts { get; init; } = [];
}

/// <summary>A person on the buyer's side of a deal; the e-mail address or phone number finds the deal of a call.</summary>
public sealed record DealContact
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }
}

/// <summary>The deal a conversation belongs to, as it stood when the call took place.</summary>
public sealed record DealSnapshot
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Account { get; init; }

    public required string StageAtCall { get; init; }

    public decimal? AmountAtCall { get; init; }

    public string? Currency { get; init; }

    /// <summary>How the deal was found.</summary>
    public required DealMatchKind MatchedBy { get; init; }
}
