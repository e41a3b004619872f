namespace ConvoIntel.Conversations;

/// <summary>Someone heard, or expected to be heard, in a conversation.</summary>
public sealed record Participant
{
    /// <summary>Unique within the conversation; <see cref="Utterance.Speaker"/> refers to it.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }

    public required ParticipantRole Role { get; init; }

    /// <summary>Zero-based audio channel, or null where the channel does not tell speakers apart.</summary>
    public int? Channel { get; init; }

    public string? Email { get; init; }

    /// <summary>As given by the source; compared by digits only.</summary>
    public string? Phone { get; init; }

    /// <summary>Identifier of the person in the CRM, where the source knew it.</summary>
    public string? CrmId { get; init; }
}
