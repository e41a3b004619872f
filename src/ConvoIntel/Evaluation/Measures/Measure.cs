using ConvoIntel.Evaluation.Scores;

namespace ConvoIntel.Evaluation.Measures;

/// <summary>
/// A figure over many conversations. It is computed from sums of what was counted in each, so that long calls weigh more than short
/// ones and a resampled set costs one addition a call.
/// </summary>
internal sealed record Measure
{
    /// <summary>Stable name, for JSON.</summary>
    public required string Key { get; init; }

    /// <summary>Name for people.</summary>
    public required string Label { get; init; }

    public MeasureUnit Unit { get; init; } = MeasureUnit.Percent;

    public bool HigherIsBetter { get; init; } = true;

    /// <summary>What one conversation adds; null where it was not measured.</summary>
    public required Func<CallScores, double[]?> Parts { get; init; }

    /// <summary>The figure from the sums of <see cref="Parts"/>; null where they say nothing.</summary>
    public required Func<double[], double?> Value { get; init; }
}

/// <summary>How a figure is written.</summary>
internal enum MeasureUnit
{
    /// <summary>A share, written in percent.</summary>
    Percent,

    /// <summary>Words a minute.</summary>
    PerMinute,
}
