using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>One spoken word with its place in the recording, in seconds from its start.</summary>
public sealed record Word
{
    public required string Text { get; init; }

    [JsonConverter(typeof(SecondsJsonConverter))]
    public required double Start { get; init; }

    [JsonConverter(typeof(SecondsJsonConverter))]
    public required double End { get; init; }

    /// <summary>Mean probability of the word's tokens, 0 to 1.</summary>
    [JsonRequired]
    [JsonConverter(typeof(FigureJsonConverter))]
    public double Confidence { get; init; } = 1;

    /// <summary>How <see cref="Start"/> and <see cref="End"/> were found.</summary>
    public WordTiming Timing { get; init; } = WordTiming.Aligned;
}

/// <summary>Where a word's times come from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WordTiming>))]
public enum WordTiming
{
    /// <summary>Dynamic time warping over the decoder's cross-attention.</summary>
    [JsonStringEnumMemberName("aligned")]
    Aligned,

    /// <summary>Spread over the segment by length: the model exports no cross-attention.</summary>
    [JsonStringEnumMemberName("interpolated")]
    Interpolated,

    /// <summary>Given by the transcript that was read.</summary>
    [JsonStringEnumMemberName("source")]
    Source,
}
