using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>What is spoken in a channel of a recording.</summary>
public sealed record ChannelLanguage
{
    /// <summary>Zero-based audio channel.</summary>
    public required int Channel { get; init; }

    /// <summary>As Whisper names it: <c>en</c>, <c>de</c>, <c>yue</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Probability among the languages that the model knows; null where the language was given, not heard.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? Probability { get; init; }

    /// <summary>True where the text is an English translation of what was said.</summary>
    public bool Translated { get; init; }
}
