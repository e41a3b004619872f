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
    IJobFeed feed,
    JobSources sources,
    JobCloser closer,
    ConversationPipeline pipeline,
    ICheckpointStore checkpoints,
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
                var job = await NextAsync(stoppingToken).ConfigureAwait(false);
                if (job is null)
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
                            await RunAsync(job, abandon.Token).ConfigureAwait(false);
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

    private async Task<FedJob?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await feed.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            logger.StoreUnavailable(fault);
            return null;
        }
    }

    private async Task RunAsync(FedJob job, CancellationToken abandoned)
    {
        var started = Stopwatch.GetTimestamp();
        var lease = new Lease(jobs, job, options.Lease, time, abandoned);
        await using (lease.ConfigureAwait(false))
        {
            try
            {
                await ProcessAsync(job, lease.Lost, started).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested)
            {
                if (lease.IsLost) logger.ClaimLost(job.Claim.Job.Source);
                else await ReleaseAsync(job).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                await FailAsync(job, fault, started).ConfigureAwait(false);
            }
            finally
            {
                new JobSteps(logger, job.Claim.Job).At(JobStep.Ended);
            }
        }
    }

    private async Task ProcessAsync(FedJob fed, CancellationToken cancellationToken, long started)
    {
        var job = fed.Claim.Job;
        // A call that ends its worker each time would do so for ever.
        if (job.Attempts > options.MaxAttempts)
        {
            throw new ConvoIntelException(FailureReason.WorkerLost, job.Source, $"the worker ended {options.MaxAttempts} times while at it",
                "See the worker's log and the machine's memory, then run `convointel jobs retry`.");
        }

        using var activity = WorkerMetrics.Activities.StartActivity("call");
        var steps = new JobSteps(logger, job);
        steps.At(JobStep.Fetching);
        var recording = await sources.Of(job).OpenAsync(job, cancellationToken).ConfigureAwait(false);
        await using (recording.ConfigureAwait(false))
        {
            var run = new CallRun { Checkpoints = checkpoints.Of(job.Id), Progress = steps, Priority = job.Priority };
            var result = await pipeline.ProcessAsync(recording.Path, run, cancellationToken).ConfigureAwait(false);
            steps.At(JobStep.Marking);
            if (!await jobs.AttachedAsync(fed.Claim, result.Conversation.Id, cancellationToken).ConfigureAwait(false)) return;
            metrics.Attached(result.Conversation.Duration, Stopwatch.GetElapsedTime(started));
            logger.Attached(job.Source, result.Conversation.Duration, Stopwatch.GetElapsedTime(started));
        }
        await CloseAsync(fed, null).ConfigureAwait(false);
    }

    private async Task FailAsync(FedJob fed, Exception fault, long started)
    {
        var job = fed.Claim.Job;
        var failure = ProcessingFailure.From(fault);
        var again = failure.Reason.IsTransient() && job.Attempts < options.MaxAttempts;
        var wait = Backoff.After(job.Attempts, options.FirstRetry, options.LongestRetry, Random.Shared.NextDouble());
        logger.Failed(job.Source, failure.Reason, failure.Problem, again ? $"again in {wait.TotalSeconds:0} s" : "given up", fault is ConvoIntelException ? null : fault);
        metrics.Failed(failure.Reason, again, Stopwatch.GetElapsedTime(started));
        await WithStoreAsync(async () =>
        {
            if (!await jobs.FailedAsync(fed.Claim, failure, again ? wait : null, CancellationToken.None).ConfigureAwait(false)) return;
            if (again) await fed.ReturnAsync(wait).ConfigureAwait(false);
            else await CloseAsync(fed, failure).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private Task ReleaseAsync(FedJob fed) => WithStoreAsync(async () =>
    {
        await jobs.ReleaseAsync(fed.Claim, CancellationToken.None).ConfigureAwait(false);
        await fed.ReturnAsync(TimeSpan.Zero).ConfigureAwait(false);
    });

    /// <summary>Where the store is away the lease will end, and the job is tried again.</summary>
    private async Task WithStoreAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            logger.StoreUnavailable(away);
        }
    }

    private async Task CloseAsync(FedJob fed, ProcessingFailure? failure)
    {
        await fed.EndAsync(dead: failure is not null).ConfigureAwait(false);
        await closer.CloseAsync(fed.Claim.Job, failure, CancellationToken.None).ConfigureAwait(false);
    }
}
