using System.Diagnostics;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.Observation;
using ConvoIntel.Worker.Sources;
using ConvoIntel.Worker.State;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Jobs;

/// <summary>Takes jobs while there are any, a few at a time, and brings each to an end: attached, tried again later, or given up.</summary>
internal sealed class JobRunner(
    IJobStore jobs,
    IEnumerable<IJobSource> sources,
    ConversationPipeline pipeline,
    CheckpointFolder checkpoints,
    WorkerMetrics metrics,
    IOptions<WorkerOptions> options,
    IOptions<PipelineOptions> pipelineOptions,
    TimeProvider time,
    ILogger<JobRunner> logger) : BackgroundService
{
    private readonly WorkerOptions options = options.Value;
    private readonly int slots = pipelineOptions.Value.ConcurrentCalls;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var free = new SemaphoreSlim(slots, slots);
        // Calls in flight outlive the order to stop, up to the drain deadline.
        using var abandon = new CancellationTokenSource();
        var running = new HashSet<Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await free.WaitAsync(stoppingToken).ConfigureAwait(false);
                running.RemoveWhere(task => task.IsCompleted);
                var claim = await ClaimAsync(stoppingToken).ConfigureAwait(false);
                if (claim is null)
                {
                    free.Release();
                    await Task.Delay(options.PollInterval, time, stoppingToken).ConfigureAwait(false);
                    continue;
                }
                running.Add(Task.Run(
                    async () =>
                    {
                        try
                        {
                            await RunAsync(claim, abandon.Token).ConfigureAwait(false);
                        }
                        finally
                        {
                            free.Release();
                        }
                    },
                    CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop while waiting.
        }

        await DrainAsync(running, abandon).ConfigureAwait(false);
    }

    private async Task DrainAsync(HashSet<Task> running, CancellationTokenSource abandon)
    {
        var all = Task.WhenAll(running);
        if (running.Any(task => !task.IsCompleted)) logger.Draining(running.Count(task => !task.IsCompleted), options.DrainDeadline);
        await Task.WhenAny(all, Task.Delay(options.DrainDeadline, time)).ConfigureAwait(false);
        await abandon.CancelAsync().ConfigureAwait(false);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<JobClaim?> ClaimAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await jobs.ClaimAsync(options.Name, options.Lease, cancellationToken).ConfigureAwait(false);
        }
        catch (ConvoIntelException fault)
        {
            logger.StoreUnavailable(fault);
            return null;
        }
    }

    private async Task RunAsync(JobClaim claim, CancellationToken abandoned)
    {
        var started = Stopwatch.GetTimestamp();
        var lease = new Lease(jobs, claim, options.Lease, time, abandoned);
        await using (lease.ConfigureAwait(false))
        {
            try
            {
                await ProcessAsync(claim, lease.Lost, started).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested)
            {
                if (lease.IsLost) logger.ClaimLost(claim.Job.Source);
                else await ReleaseAsync(claim).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                await FailAsync(claim, fault, started).ConfigureAwait(false);
            }
        }
    }

    private async Task ProcessAsync(JobClaim claim, CancellationToken cancellationToken, long started)
    {
        // A call that ends its worker each time would do so for ever.
        if (claim.Job.Attempts > options.MaxAttempts)
        {
            throw new ConvoIntelException(FailureReason.WorkerLost, claim.Job.Source, $"the worker ended {options.MaxAttempts} times while at it",
                "See the worker's log and the machine's memory, then run `convointel jobs retry`.");
        }

        using var activity = WorkerMetrics.Activities.StartActivity("call");
        var recording = await SourceOf(claim.Job).OpenAsync(claim.Job, cancellationToken).ConfigureAwait(false);
        await using (recording.ConfigureAwait(false))
        {
            var result = await pipeline.ProcessAsync(recording.Path, checkpoints.Of(claim.Job.Id), cancellationToken).ConfigureAwait(false);
            if (!await jobs.AttachedAsync(claim, result.Conversation.Id, cancellationToken).ConfigureAwait(false)) return;
            metrics.Attached(result.Conversation.Duration, Stopwatch.GetElapsedTime(started));
            logger.Attached(claim.Job.Source, result.Conversation.Duration, Stopwatch.GetElapsedTime(started));
        }
        await CloseAsync(claim.Job, null).ConfigureAwait(false);
    }

    private async Task FailAsync(JobClaim claim, Exception fault, long started)
    {
        var failure = ProcessingFailure.From(fault);
        var again = failure.Reason.IsTransient() && claim.Job.Attempts < options.MaxAttempts;
        var wait = Backoff.After(claim.Job.Attempts, options.FirstRetry, options.LongestRetry, Random.Shared.NextDouble());
        logger.Failed(claim.Job.Source, failure.Reason, failure.Problem, again ? $"again in {wait.TotalSeconds:0} s" : "given up", fault is ConvoIntelException ? null : fault);
        metrics.Failed(failure.Reason, again, Stopwatch.GetElapsedTime(started));
        try
        {
            if (await jobs.FailedAsync(claim, failure, again ? wait : null, CancellationToken.None).ConfigureAwait(false) && !again)
                await CloseAsync(claim.Job, failure).ConfigureAwait(false);
        }
        catch (ConvoIntelException away)
        {
            // The lease will end, and the job is tried again.
            logger.StoreUnavailable(away);
        }
    }

    private async Task ReleaseAsync(JobClaim claim)
    {
        try
        {
            await jobs.ReleaseAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ConvoIntelException away)
        {
            logger.StoreUnavailable(away);
        }
    }

    /// <summary>What follows the outcome can fail without changing it.</summary>
    private async Task CloseAsync(Job job, ProcessingFailure? failure)
    {
        try
        {
            checkpoints.Remove(job.Id);
            await SourceOf(job).FinishAsync(job, failure, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            logger.NotPutAway(job.Source, fault.Message);
        }
    }

    private IJobSource SourceOf(Job job) =>
        sources.FirstOrDefault(source => job.Source.StartsWith(source.Prefix, StringComparison.Ordinal)) ?? throw new ConvoIntelException(
            FailureReason.SourceNotFound, job.Source, "no source of this worker has it", "Configure the source that found it, or cancel the job.");
}
