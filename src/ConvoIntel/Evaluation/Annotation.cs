using ConvoIntel.Conversations;
using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation;

/// <summary>
/// One conversation as somebody wrote it down: the truth, or what a system made of it. Both sides use the records of the product,
/// so that a result is scored as it is.
/// </summary>
internal sealed record Annotation
{
    /// <summary>Name of the conversation, as the file gives it or as the file is called.</summary>
    public required string Name { get; init; }

    /// <summary>The file it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>What the file tells; a measure that needs more is not computed.</summary>
    public required AnnotationParts Has { get; init; }

    /// <summary>In order of start. Empty in the reference of a recording in which nobody speaks.</summary>
    public required IReadOnlyList<Utterance> Utterances { get; init; }

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    public IReadOnlyList<NextStep> NextSteps { get; init; } = [];

    /// <summary>Conditions that the file itself names.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Start of the call, in its own zone: due dates are counted from it.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Rep speech ÷ (rep + customer speech), where the file states it.</summary>
    public double? TalkRatio { get; init; }

    /// <summary>Stretches that the annotator asks to leave out.</summary>
    public IReadOnlyList<Interval> Unscored { get; init; } = [];

    public bool Offers(AnnotationParts parts) => (Has & parts) == parts;
}

/// <summary>What an annotation tells.</summary>
[Flags]
internal enum AnnotationParts
{
    None = 0,

    /// <summary>What was said.</summary>
    Words = 1,

    /// <summary>When somebody speaks: what lies between is silence.</summary>
    Times = 2,

    /// <summary>Who speaks.</summary>
    Speakers = 4,

    /// <summary>Tags of the taxonomy.</summary>
    Tags = 8,

    /// <summary>Objections.</summary>
    Objections = 16,

    /// <summary>Next steps.</summary>
    NextSteps = 32,
}
