using Azure;
using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Sends again what should have been in the queue: a worker killed between adding a job and announcing it, a message that ran out. Only as
/// many as the queue lacks: where jobs merely wait long, more messages would make a scaler see more jobs than there are.
/// </summary>
internal sealed class QueueKeeper(QueueFeed feed, IJobStore jobs, IOptions<WorkerOptions> options, TimeProvider time, ILogger<QueueKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Twice the lease: those that nobody took for so long, the oldest first, are the likeliest to have no message.
        var overdue = options.Value.Lease * 2;
        using var timer = new PeriodicTimer(overdue, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                var open = await jobs.CountOpenAsync(stoppingToken).ConfigureAwait(false);
                var lacking = open.GetValueOrDefault(JobState.Waiting) + open.GetValueOrDefault(JobState.Working) - await feed.CountAsync(stoppingToken).ConfigureAwait(false);
                if (lacking <= 0) continue;
                var late = await jobs.OverdueAsync(overdue, stoppingToken).ConfigureAwait(false);
                await feed.AnnounceAsync([.. late.Take(lacking)], stoppingToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is ConvoIntelException or RequestFailedException or AggregateException)
            {
                logger.StoreUnavailable(fault);
            }
        }
    }
}
