using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>Someone heard, or expected to be heard, in a conversation.</summary>
public sealed record Participant
{
    /// <summary>Unique within the conversation; <see cref="Utterance.Speaker"/> refers to it.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }

    public required ParticipantRole Role { get; init; }

    /// <summary>What tells that this voice is on the side of <see cref="Role"/>; null for who was not heard or has no known role.</summary>
    public RoleSource? RoleSource { get; init; }

    /// <summary>Probability, 0 to 1, that the role model gives to <see cref="Role"/> by what was said; null where it was not asked.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? RoleConfidence { get; init; }

    /// <summary>Zero-based audio channel, or null where the channel does not tell speakers apart.</summary>
    public int? Channel { get; init; }

    public string? Email { get; init; }

    /// <summary>As given by the source; compared by digits only.</summary>
    public string? Phone { get; init; }

    /// <summary>Identifier of the person in the CRM, where the source knew it.</summary>
    public string? CrmId { get; init; }
}
