using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.Jobs;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Sources;

/// <summary>Makes jobs of what lands in the sources.</summary>
internal sealed class SourceWatcher(
    IEnumerable<IJobSource> sources, IJobStore jobs, IJobFeed feed, IOptions<FolderSourceOptions> options, TimeProvider time, ILogger<SourceWatcher> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            foreach (var source in sources) await LookAsync(source, stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task LookAsync(IJobSource source, CancellationToken cancellationToken)
    {
        try
        {
            var found = await source.FindAsync(cancellationToken).ConfigureAwait(false);
            if (found.Count == 0) return;
            var added = await jobs.AddAsync(found, cancellationToken).ConfigureAwait(false);
            source.Taken(found);
            if (added.Count == 0) return;
            logger.Found(added.Count, source.Prefix);
            await feed.AnnounceAsync(added, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A share that is away for an hour must not end the worker: the next look may find it.
            logger.LookFailed(source.Prefix, fault);
        }
    }
}
