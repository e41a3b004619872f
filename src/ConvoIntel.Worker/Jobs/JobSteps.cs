using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Jobs;

/// <summary>What a worker does with a job beside the pipeline's own stages.</summary>
internal enum JobStep
{
    /// <summary>The job is claimed; its recording is being fetched.</summary>
    Fetching,

    /// <summary>The conversation is in the deal book, and the job does not say so yet.</summary>
    Marking,

    /// <summary>The job is at its end, and its recording has not been put away.</summary>
    PuttingAway,

    /// <summary>This worker has it no longer: all is done, or it is given back, or it was lost.</summary>
    Ended,
}

/// <summary>Logs, at level Debug, where a job stands: a line for each step, and for each stage of the pipeline.</summary>
internal sealed class JobSteps(ILogger logger, Job job) : IProgress<PipelineProgress>
{
    private PipelineStage? stage;

    public void At(JobStep step) => logger.JobAt(job.Id, job.Attempts, step);

    /// <summary>Stages of a call follow one another; only segmentation reports more than once.</summary>
    public void Report(PipelineProgress value)
    {
        if (stage == value.Stage) return;
        stage = value.Stage;
        logger.JobAt(job.Id, job.Attempts, value.Stage);
    }
}
