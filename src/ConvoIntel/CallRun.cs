using ConvoIntel.Checkpoints;

namespace ConvoIntel;

/// <summary>How one call is to be processed.</summary>
public sealed record CallRun
{
    /// <summary>What is kept of a call that was begun before, and where to keep more; nothing by default.</summary>
    public ICallCheckpoints Checkpoints { get; init; } = NoCheckpoints.Instance;

    /// <summary>Hears where the call stands; null where nobody does.</summary>
    public IProgress<PipelineProgress>? Progress { get; init; }

    /// <summary>Calls of a higher one are recognised first: above 0 for a call that somebody waits for.</summary>
    public int Priority { get; init; }
}
