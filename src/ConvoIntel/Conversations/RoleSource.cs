using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>What tells on which side a voice is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoleSource>))]
public enum RoleSource
{
    /// <summary>The recording's sidecar, or the transcript itself.</summary>
    [JsonStringEnumMemberName("source")]
    Source,

    /// <summary>The channel that the rep is taken to be on where no sidecar says it.</summary>
    [JsonStringEnumMemberName("convention")]
    Convention,

    /// <summary>The role model, by what was said.</summary>
    [JsonStringEnumMemberName("model")]
    Model,
}
