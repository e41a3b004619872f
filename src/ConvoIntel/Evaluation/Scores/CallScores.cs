using System.Text.Json.Serialization;
using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.Evaluation.Words;

namespace ConvoIntel.Evaluation.Scores;

/// <summary>What was counted in one conversation: what all measures and their intervals are computed from. Null is "not measured".</summary>
internal sealed record CallScores
{
    /// <summary>As in <see cref="Sets.EvaluationItem.Name"/>.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>Length of the recording; 0 where there is none.</summary>
    public double AudioSeconds { get; init; }

    public WordErrors? Words { get; init; }

    public CharacterErrors? Characters { get; init; }

    public WordErrors? WordsBySpeaker { get; init; }

    public DiarizationErrors? Speakers { get; init; }

    /// <summary>Spans that go to the recogniser, padding included.</summary>
    public VoiceTime? Voice { get; init; }

    /// <summary>Frames that the model itself gives at least one half.</summary>
    public VoiceTime? VoiceModel { get; init; }

    /// <summary>Words heard in a recording in which nobody speaks.</summary>
    public InventedWords? InventedInSilence { get; init; }

    /// <summary>Words heard in the pauses of a recording in which somebody does.</summary>
    public InventedWords? InventedInPauses { get; init; }

    /// <summary>Tags on what was heard.</summary>
    public IReadOnlyDictionary<string, Detections>? HeardTags { get; init; }

    /// <summary>Tags on the words that were really said.</summary>
    public IReadOnlyDictionary<string, Detections>? ReadTags { get; init; }

    public ObjectionScores? HeardObjections { get; init; }

    public ObjectionScores? ReadObjections { get; init; }

    public NextStepScores? HeardNextSteps { get; init; }

    public NextStepScores? ReadNextSteps { get; init; }

    public double? TalkRatio { get; init; }

    public double? TrueTalkRatio { get; init; }

    /// <summary>Whether anything at all was measured.</summary>
    [JsonIgnore]
    public bool Any => Words is not null || Speakers is not null || Voice is not null || VoiceModel is not null || InventedInSilence is not null
        || HeardTags is not null || ReadTags is not null || HeardNextSteps is not null || ReadNextSteps is not null || HeardObjections is not null || ReadObjections is not null;
}
