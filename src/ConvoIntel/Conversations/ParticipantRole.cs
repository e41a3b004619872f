using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>The side a participant speaks for. Metrics compare <see cref="Rep"/> with <see cref="Customer"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParticipantRole>))]
public enum ParticipantRole
{
    /// <summary>Not known: no sidecar, no channel convention, no role model said so.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The seller's side ("agent" in a Dynamics 365 sidecar).</summary>
    [JsonStringEnumMemberName("rep")]
    Rep,

    /// <summary>The buyer's side.</summary>
    [JsonStringEnumMemberName("customer")]
    Customer,

    /// <summary>Present, but on neither side: an interpreter, an operator, a recorded announcement.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
