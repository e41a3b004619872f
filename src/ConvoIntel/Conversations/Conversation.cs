using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>What is known of a conversation before anyone listens to it.</summary>
public sealed record Conversation
{
    /// <summary>Derived from the source id and the content hash, so that ingesting twice is once.</summary>
    public required string Id { get; init; }

    /// <summary>File name without extension; results are written under it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it came from, without folders: a file name or a blob name.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    public required ConversationKind Kind { get; init; }

    /// <summary>Start in the call's own time zone; due dates are resolved against it.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>True where the start was not given and the file's time stands in for it.</summary>
    public bool StartTimeAssumed { get; init; }

    /// <summary>IANA time zone, where the source names one.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Seconds.</summary>
    [JsonConverter(typeof(SecondsJsonConverter))]
    public double Duration { get; init; }

    /// <summary>inbound, outbound, conference or null.</summary>
    public string? Direction { get; init; }

    /// <summary>BCP 47 tag.</summary>
    public string Locale { get; init; } = "en-US";

    /// <summary>False where speakers could not be told apart (a mono recording).</summary>
    [JsonRequired]
    public bool SpeakersKnown { get; init; } = true;

    /// <summary>What a reader of the result should know: a truncated file, an assumed start, crosstalk removed.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The channel a conversation took place on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConversationKind>))]
public enum ConversationKind
{
    [JsonStringEnumMemberName("call")]
    Call,

    [JsonStringEnumMemberName("meeting")]
    Meeting,

    /// <summary>A transcript without audio.</summary>
    [JsonStringEnumMemberName("transcript")]
    Transcript,
}
