using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.Sources;
using ConvoIntel.Worker.State;

namespace ConvoIntel.Worker.Jobs;

/// <summary>Does what follows a job's outcome and cannot change it: checkpoints go, the recording is put away, the job is closed.</summary>
internal sealed class JobCloser(IJobStore jobs, JobSources sources, ICheckpointStore checkpoints, ILogger<JobCloser> logger)
{
    /// <summary>Each part can be done twice; where one fails or the worker is killed, <see cref="JobKeeper"/> does them again.</summary>
    public async Task CloseAsync(Job job, ProcessingFailure? failure, CancellationToken cancellationToken)
    {
        new JobSteps(logger, job).At(JobStep.PuttingAway);
        try
        {
            await checkpoints.RemoveAsync(job.Id).ConfigureAwait(false);
            await sources.Of(job).FinishAsync(job, failure, cancellationToken).ConfigureAwait(false);
            await jobs.CloseAsync(job.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ConvoIntelException)
        {
            logger.NotPutAway(job.Source, fault.Message);
        }
    }
}
