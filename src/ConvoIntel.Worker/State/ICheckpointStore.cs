using ConvoIntel.Checkpoints;

namespace ConvoIntel.Worker.State;

/// <summary>Where checkpoints of all jobs lie.</summary>
internal interface ICheckpointStore
{
    ICallCheckpoints Of(long job);

    /// <summary>What a finished job needs no longer.</summary>
    /// <exception cref="IOException">They could not be removed.</exception>
    Task RemoveAsync(long job);
}
