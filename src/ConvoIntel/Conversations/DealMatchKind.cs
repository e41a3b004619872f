using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>What tied a conversation to its deal, strongest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DealMatchKind>))]
public enum DealMatchKind
{
    /// <summary>The sidecar names the deal's id.</summary>
    [JsonStringEnumMemberName("id")]
    Id,

    /// <summary>A participant's e-mail address is a contact of exactly one deal.</summary>
    [JsonStringEnumMemberName("email")]
    Email,

    /// <summary>A participant's phone number is a contact of exactly one deal.</summary>
    [JsonStringEnumMemberName("phone")]
    Phone,
}
