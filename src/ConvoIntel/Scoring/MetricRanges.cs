namespace ConvoIntel.Scoring;

/// <summary>Published ranges of the metrics; a metric that is not listed has none that we know of.</summary>
public static class MetricRanges
{
    public static IReadOnlyList<MetricRange> All { get; } =
    [
        new() { Metric = "talkRatio", High = 0.65, Text = "best near 43 %, above 65 % fewer wins", Source = "Gong", Verified = true },
        new() { Metric = "longestRepMonologue", High = 150, Text = "under about 2:30", Source = "Gong", Verified = false },
        new() { Metric = "longestCustomerMonologue", Low = 50, Text = "about 4:00 helps, 0:50 or less hurts", Source = "Gong", Verified = true },
        new() { Metric = "patience", Low = 0.6, High = 1.0, Text = "0.6 to 1.0 s", Source = "Gong", Verified = false },
        new() { Metric = "repQuestions", Low = 11, High = 14, Text = "11 to 14 a call", Source = "Gong", Verified = false },
        new() { Metric = "repFillersPerHundredWords", Text = "no effect on winning", Source = "Gong Labs", Verified = true },
    ];

    /// <summary>By the metric's name in the result's JSON; null where no range is known.</summary>
    public static MetricRange? Find(string metric) => All.FirstOrDefault(range => range.Metric == metric);
}
