namespace ConvoIntel.Scoring;

/// <summary>What has been published of a metric's good values. A range describes calls in general and proves nothing of one call.</summary>
public sealed record MetricRange
{
    /// <summary>Name of the metric in the result's JSON, for example <c>talkRatio</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>Least recommended value, in the metric's own unit; null where none is known.</summary>
    public double? Low { get; init; }

    /// <summary>Greatest recommended value, in the metric's own unit; null where none is known.</summary>
    public double? High { get; init; }

    /// <summary>The range in words, short enough to stand beside a value.</summary>
    public required string Text { get; init; }

    /// <summary>Who published it.</summary>
    public required string Source { get; init; }

    /// <summary>False where the publication was not checked.</summary>
    public required bool Verified { get; init; }

    public MetricStanding Assess(double value)
    {
        if (Low is null && High is null) return MetricStanding.Unknown;
        if (value < Low) return MetricStanding.Below;
        return value > High ? MetricStanding.Above : MetricStanding.Within;
    }
}

/// <summary>Where a value lies to its range.</summary>
public enum MetricStanding
{
    /// <summary>There is no range.</summary>
    Unknown,

    Below,

    Within,

    Above,
}
