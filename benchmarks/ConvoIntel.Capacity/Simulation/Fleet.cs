namespace ConvoIntel.Capacity.Simulation;

/// <summary>Replicas, how many there are when, and what befalls them. Times in seconds.</summary>
internal sealed record Fleet
{
    /// <summary>Calls that a replica works on at once: one a core, so that a call's time is that of one core.</summary>
    public required int SlotsAReplica { get; init; }

    /// <summary>Replicas that are always there.</summary>
    public required int MinReplicas { get; init; }

    /// <summary>Replicas that there may be.</summary>
    public required int MaxReplicas { get; init; }

    /// <summary>Messages for each replica that the scaler wants.</summary>
    public int MessagesAReplica { get; init; } = 8;

    /// <summary>How often the scaler looks: KEDA's polling interval, 30 s in Container Apps.</summary>
    public double Polling { get; init; } = 30;

    /// <summary>From the wish for a replica to its first job: a machine, the image, the models.</summary>
    public double Start { get; init; } = 60;

    /// <summary>How long the scaler waits before it takes replicas away: the cool-down of Container Apps, 300 s.</summary>
    public double Cooldown { get; init; } = 300;

    /// <summary>Worker:Lease.</summary>
    public double Lease { get; init; } = 120;

    /// <summary>Mean time of work of a slot between two crashes; infinite for none.</summary>
    public double BetweenCrashes { get; init; } = double.PositiveInfinity;

    /// <summary>From a crash to the next job of that slot.</summary>
    public double Restart { get; init; } = 20;

    /// <summary>Share of tries that fail for a passing reason, at a moment anywhere in the work.</summary>
    public double Failing { get; init; }

    /// <summary>Worker:MaxAttempts.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Worker:FirstRetry.</summary>
    public double FirstRetry { get; init; } = 10;

    /// <summary>Worker:LongestRetry.</summary>
    public double LongestRetry { get; init; } = 900;
}
