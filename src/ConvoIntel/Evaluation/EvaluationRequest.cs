using ConvoIntel.Evaluation.Measures;
using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.Evaluation.Stages;

namespace ConvoIntel.Evaluation;

/// <summary>What to judge, on what.</summary>
internal sealed record EvaluationRequest
{
    /// <summary>A folder of recordings with references, or one file of references.</summary>
    public required string Path { get; init; }

    /// <summary>A folder of what another system made of them; null to run the product.</summary>
    public string? Hypotheses { get; init; }

    /// <summary>Stages to run; empty for all that the references can judge.</summary>
    public IReadOnlyList<EvaluationStage> Stages { get; init; } = [];

    /// <summary>What is judged, for people: a model's name, a settings file. Null for the defaults.</summary>
    public string? Label { get; init; }

    /// <summary>The command line, to be repeated.</summary>
    public required string Command { get; init; }

    /// <summary>Seconds left out on each side of a speaker's boundary, 0 to 5.</summary>
    public double Collar { get; init; } = DiarizationErrors.DefaultCollar;

    /// <summary>Resampled sets behind an interval, 100 to 100,000.</summary>
    public int Resamples { get; init; } = Bootstrap.DefaultResamples;

    public int Seed { get; init; } = Bootstrap.DefaultSeed;
}
