using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Jobs;

/// <summary>Asks the database which job is due: enough for a few workers, and needs nothing else.</summary>
internal sealed class DatabaseFeed(IJobStore jobs, IOptions<WorkerOptions> options) : IJobFeed
{
    public async Task<FedJob?> NextAsync(CancellationToken cancellationToken) =>
        await jobs.ClaimAsync(options.Value.Name, options.Value.Lease, cancellationToken).ConfigureAwait(false) is { } claim ? new Fed(claim) : null;

    public Task AnnounceAsync(IReadOnlyList<long> jobs, CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class Fed(JobClaim claim) : FedJob(claim);
}
