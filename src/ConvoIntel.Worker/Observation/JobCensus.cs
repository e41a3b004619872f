using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Observation;

/// <summary>Counts the open jobs now and then for the gauge, so that collecting metrics never waits for the database.</summary>
internal sealed class JobCensus(IJobStore jobs, WorkerMetrics metrics, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                metrics.Counted(await jobs.CountOpenAsync(stoppingToken).ConfigureAwait(false));
            }
            catch (ConvoIntelException)
            {
                // The health endpoint says so.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
