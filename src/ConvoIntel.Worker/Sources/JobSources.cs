using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Sources;

/// <summary>Finds the source that a job came from.</summary>
internal sealed class JobSources(IEnumerable<IJobSource> sources)
{
    /// <exception cref="ConvoIntelException">This worker does not have it.</exception>
    public IJobSource Of(Job job) =>
        sources.FirstOrDefault(source => job.Source.StartsWith(source.Prefix, StringComparison.Ordinal)) ?? throw new ConvoIntelException(
            FailureReason.SourceNotFound, job.Source, "no source of this worker has it", "Configure the source that found it, or cancel the job.");
}
