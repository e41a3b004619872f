using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.State;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Jobs;

/// <summary>Finishes what killed workers left: recordings of ended jobs that were never put away, fetched recordings of jobs that ended.</summary>
internal sealed class JobKeeper(
    IJobStore jobs, JobCloser closer, Spool spool, IOptions<WorkerOptions> options, TimeProvider time, ILogger<JobKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Lease, time);
        do
        {
            try
            {
                await KeepAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (ConvoIntelException away)
            {
                logger.StoreUnavailable(away);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                logger.LookFailed("spool", fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var left = await jobs.ClaimUnclosedAsync(options.Value.Lease, cancellationToken).ConfigureAwait(false);
            foreach (var job in left)
            {
                await closer.CloseAsync(job, job.State == JobState.Dead ? job.Failure : null, cancellationToken).ConfigureAwait(false);
                new JobSteps(logger, job).At(JobStep.Ended);
            }
            if (left.Count == 0) break;
        }
        await spool.SweepAsync(jobs, cancellationToken).ConfigureAwait(false);
    }
}
