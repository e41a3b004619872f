using Azure;
using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>Sends again what should have been in the queue: a worker killed between adding a job and announcing it, a message that ran out.</summary>
internal sealed class QueueKeeper(QueueFeed feed, IJobStore jobs, IOptions<WorkerOptions> options, TimeProvider time, ILogger<QueueKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Twice the lease: a job that nobody took for so long has no message, or a queue so long that another does no harm.
        var overdue = options.Value.Lease * 2;
        using var timer = new PeriodicTimer(overdue, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await feed.AnnounceAsync(await jobs.OverdueAsync(overdue, stoppingToken).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is ConvoIntelException or RequestFailedException or AggregateException)
            {
                logger.StoreUnavailable(fault);
            }
        }
    }
}
