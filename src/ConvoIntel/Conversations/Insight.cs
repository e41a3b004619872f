using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>Where an insight rests: words a person can read and hear.</summary>
/// <param name="Utterances">Indices of the utterances, ascending.</param>
/// <param name="Start">Seconds from the start of the conversation.</param>
/// <param name="End">Seconds from the start of the conversation.</param>
/// <param name="Quote">The words themselves.</param>
public sealed record Evidence(
    IReadOnlyList<int> Utterances,
    [property: JsonConverter(typeof(SecondsJsonConverter))] double Start,
    [property: JsonConverter(typeof(SecondsJsonConverter))] double End,
    string Quote);

/// <summary>One finding in a conversation, with its evidence and what found it.</summary>
public sealed record Insight
{
    /// <summary>Stable within a conversation's content: the same finding has the same id each time the call is processed.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="InsightKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The tag, tracker name or entity class, for example <c>objection.price</c>.</summary>
    public required string Label { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public required Evidence Evidence { get; init; }

    /// <summary>Probability, 0 to 1.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public required double Confidence { get; init; }

    /// <summary>Name of the producing model or rule set, one of <see cref="ConversationResult.Models"/>.</summary>
    public required string Model { get; init; }

    public required string ModelVersion { get; init; }
}

/// <summary>The kinds of insight that ConvoIntel produces.</summary>
public static class InsightKinds
{
    public const string Tag = "tag";
    public const string Objection = "objection";
    public const string NextStep = "nextStep";
    public const string Question = "question";
    public const string Tracker = "tracker";
    public const string Competitor = "competitor";
    public const string Money = "money";
    public const string Number = "number";
}

/// <summary>A resistance raised in the call, its repeats, and whether it was answered.</summary>
public sealed record Objection
{
    /// <summary>The part after the dot of the taxonomy's tag: price, timing, authority, need, competitor, trust or effort.</summary>
    public required string Type { get; init; }

    /// <summary>Utterances that raise it, ascending; the first is where it was raised.</summary>
    public required IReadOnlyList<int> Utterances { get; init; }

    public required bool Addressed { get; init; }

    /// <summary>Utterances in which the rep answers it, ascending; empty when it was left standing.</summary>
    public required IReadOnlyList<int> ResponseUtterances { get; init; }

    public required string Quote { get; init; }

    /// <summary>Seconds from the start of the conversation.</summary>
    [JsonConverter(typeof(SecondsJsonConverter))]
    public required double RaisedAt { get; init; }

    public string? ResponseQuote { get; init; }

    [JsonConverter(typeof(FigureJsonConverter))]
    public required double Confidence { get; init; }
}

/// <summary>Something promised: who does what by when.</summary>
public sealed record NextStep
{
    public required string Action { get; init; }

    /// <summary><c>rep</c>, <c>customer</c> or <c>both</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>The date it is due in the call's time zone, or null where none was named.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The words the date was read from, for example "by Friday".</summary>
    public string? DueText { get; init; }

    public required IReadOnlyList<int> Utterances { get; init; }

    public required string Quote { get; init; }

    [JsonConverter(typeof(FigureJsonConverter))]
    public required double Confidence { get; init; }
}
