using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>One speaker's uninterrupted sentence or two: the unit that is tagged and cited.</summary>
public sealed record Utterance
{
    /// <summary>Zero-based position on the conversation's merged timeline; insights cite it.</summary>
    public required int Index { get; init; }

    /// <summary><see cref="Participant.Id"/> of the speaker.</summary>
    public required string Speaker { get; init; }

    public required ParticipantRole Role { get; init; }

    /// <summary>Seconds from the start of the conversation.</summary>
    [JsonConverter(typeof(SecondsJsonConverter))]
    public required double Start { get; init; }

    /// <summary>Seconds from the start of the conversation; never before <see cref="Start"/>.</summary>
    [JsonConverter(typeof(SecondsJsonConverter))]
    public required double End { get; init; }

    public required string Text { get; init; }

    public IReadOnlyList<Word> Words { get; init; } = [];

    public IReadOnlyList<UtteranceTag> Tags { get; init; } = [];

    /// <summary>True where the whole utterance is acknowledgement ("mm-hm", "right"); it ends no monologue and interrupts nobody.</summary>
    public bool Backchannel { get; init; }

    /// <summary>Mean log-probability a token, as the recogniser reports it; null for written text.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? AverageLogProbability { get; init; }
}

/// <summary>A tag of the taxonomy on an utterance.</summary>
/// <param name="Tag">One of <see cref="Understanding.Tags.All"/>.</param>
/// <param name="Confidence">Probability, 0 to 1.</param>
public sealed record UtteranceTag(string Tag, [property: JsonConverter(typeof(FigureJsonConverter))] double Confidence);
