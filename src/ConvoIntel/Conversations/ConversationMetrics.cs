using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>
/// Figures of how a conversation went; formulas in <see cref="Scoring.MetricsCalculator"/>. Times are in seconds.
/// A figure that the call cannot support (nobody spoke, one side only, speakers unknown) is null, never zero.
/// </summary>
public sealed record ConversationMetrics
{
    /// <summary>Version of the formulas, for example <c>metrics/1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Rep speech ÷ (rep + customer speech), 0 to 1.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? TalkRatio { get; init; }

    /// <summary>Rep speech ÷ duration of the call, 0 to 1.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? TalkShareOfCall { get; init; }

    [JsonConverter(typeof(SecondsJsonConverter))]
    public double RepSpeech { get; init; }

    [JsonConverter(typeof(SecondsJsonConverter))]
    public double CustomerSpeech { get; init; }

    /// <summary>Time in which nobody speaks ÷ duration, 0 to 1.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? SilenceShare { get; init; }

    /// <summary>Time in which both sides speak ÷ duration, 0 to 1.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? OvertalkShare { get; init; }

    public Monologue? LongestRepMonologue { get; init; }

    public Monologue? LongestCustomerMonologue { get; init; }

    /// <summary>Speaker switches per hour of call.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? Interactivity { get; init; }

    /// <summary>Number of changes of speaker, backchannels left out.</summary>
    public int SpeakerSwitches { get; init; }

    /// <summary>Mean gap from the end of a customer turn to the rep's next turn.</summary>
    [JsonConverter(typeof(SecondsJsonConverter))]
    public double? Patience { get; init; }

    /// <summary>Times the rep began while the customer held the floor, backchannels left out.</summary>
    public int? RepInterruptions { get; init; }

    public int? CustomerInterruptions { get; init; }

    /// <summary>Words a minute of the rep's own speech.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? RepWordsPerMinute { get; init; }

    [JsonConverter(typeof(FigureJsonConverter))]
    public double? CustomerWordsPerMinute { get; init; }

    /// <summary>Filler words ("um", "uh", "you know") per hundred words of the rep.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? RepFillersPerHundredWords { get; init; }

    public int RepQuestions { get; init; }

    public int CustomerQuestions { get; init; }

    /// <summary>Rep questions per hour of call.</summary>
    [JsonConverter(typeof(FigureJsonConverter))]
    public double? RepQuestionRate { get; init; }
}

/// <summary>One side's longest uninterrupted stretch.</summary>
/// <param name="Start">Seconds from the start of the conversation.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Utterances">Indices of the side's utterances in it, ascending.</param>
public sealed record Monologue(
    [property: JsonConverter(typeof(SecondsJsonConverter))] double Start,
    [property: JsonConverter(typeof(SecondsJsonConverter))] double Duration,
    IReadOnlyList<int> Utterances);
