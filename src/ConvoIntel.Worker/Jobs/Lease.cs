using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Jobs;

/// <summary>Keeps a claim alive while its job is worked on; <see cref="Lost"/> fires where it is another's.</summary>
internal sealed class Lease : IAsyncDisposable
{
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource done = new();
    private readonly Task renewing;

    public Lease(IJobStore jobs, FedJob job, TimeSpan length, TimeProvider time, CancellationToken stopping)
    {
        lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        renewing = RenewAsync(jobs, job, length, time);
    }

    /// <summary>Cancelled where the work must stop: the claim is lost, or the worker is told to.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Whether the claim, not the worker, came to its end.</summary>
    public bool IsLost { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        done.Dispose();
        lost.Dispose();
    }

    private async Task RenewAsync(IJobStore jobs, FedJob job, TimeSpan length, TimeProvider time)
    {
        var ends = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(length / 3, time, done.Token).ConfigureAwait(false);
            try
            {
                if (await jobs.RenewAsync(job.Claim, length, done.Token).ConfigureAwait(false))
                {
                    await job.RenewAsync(length, done.Token).ConfigureAwait(false);
                    ends = time.GetTimestamp();
                    continue;
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException && time.GetElapsedTime(ends) < length)
            {
                // The database is away; while the lease holds, nobody else can take the job.
                continue;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Nobody can say any more whose job this is.
            }
            IsLost = true;
            await lost.CancelAsync().ConfigureAwait(false);
            return;
        }
    }
}
