using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Jobs;

/// <summary>Hands out jobs to this worker. The job store says what a claim is worth; a feed only says which job is next.</summary>
internal interface IJobFeed
{
    /// <summary>A job to work on; null where there is none now.</summary>
    Task<FedJob?> NextAsync(CancellationToken cancellationToken);

    /// <summary>Tells workers of jobs that were added.</summary>
    Task AnnounceAsync(IReadOnlyList<long> jobs, CancellationToken cancellationToken);
}

/// <summary>A claim, and what the feed must hear of its fate.</summary>
internal abstract class FedJob(JobClaim claim)
{
    public JobClaim Claim { get; } = claim;

    /// <summary>The work goes on: the feed must not hand the job to another.</summary>
    public virtual Task RenewAsync(TimeSpan lease, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The job ended, for good or as dead.</summary>
    public virtual Task EndAsync(bool dead) => Task.CompletedTask;

    /// <summary>The job is to be handed out again after <paramref name="wait"/>.</summary>
    public virtual Task ReturnAsync(TimeSpan wait) => Task.CompletedTask;
}
