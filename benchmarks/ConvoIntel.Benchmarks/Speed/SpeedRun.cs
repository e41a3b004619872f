namespace ConvoIntel.Benchmarks.Speed;

/// <summary>What one process did with some recordings; models were loaded before the clock started.</summary>
internal sealed record SpeedRun
{
    public required double AudioSeconds { get; init; }

    public required double WallSeconds { get; init; }

    /// <summary>Processor time of all threads.</summary>
    public required double CoreSeconds { get; init; }

    /// <summary>Seconds at work by stage, of all calls and batches together.</summary>
    public required IReadOnlyDictionary<string, double> Stages { get; init; }

    public required long Tokens { get; init; }

    /// <summary>Mean share of a batch's rows that were used.</summary>
    public required double BatchFill { get; init; }

    /// <summary>Highest resident memory of the whole process, MiB.</summary>
    public required double PeakMemory { get; init; }

    /// <summary>Resident memory before the first recording, models loaded, MiB.</summary>
    public required double LoadedMemory { get; init; }

    /// <summary>What each side said, by role, by the name of the call.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Words { get; init; }

    public double Stage(string name) => Stages.GetValueOrDefault(name);
}
