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
        while (true)
        {
            foreach (var source in sources) await LookAsync(source, stoppingToken).ConfigureAwait(false);
            // After a look and not between the beginnings of two: one that takes longer would follow upon itself.
            await Task.Delay(options.Value.Interval, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task LookAsync(IJobSource source, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var found in source.FindAsync(cancellationToken).ConfigureAwait(false))
            {
                var added = await jobs.AddAsync(found, cancellationToken).ConfigureAwait(false);
                if (added.Count == 0) continue;
                logger.Found(added.Count, source.Prefix);
                await feed.AnnounceAsync(added, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A share that is away for an hour must not end the worker: the next look may find it.
            logger.LookFailed(source.Prefix, fault);
        }
    }
}
