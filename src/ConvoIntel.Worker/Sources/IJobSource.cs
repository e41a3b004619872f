using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Sources;

/// <summary>A place where recordings land.</summary>
internal interface IJobSource
{
    /// <summary>What the <see cref="Job.Source"/> of its jobs begins with.</summary>
    string Prefix { get; }

    /// <summary>Recordings that are there, whole, and not known to be in the jobs already.</summary>
    Task<IReadOnlyList<FoundRecording>> FindAsync(CancellationToken cancellationToken);

    /// <summary>Says that the recordings last found are in the jobs.</summary>
    void Taken(IReadOnlyList<FoundRecording> found);

    /// <summary>The recording as a file, with its sidecar beside it.</summary>
    /// <exception cref="ConvoIntelException">It cannot be had.</exception>
    Task<LocalRecording> OpenAsync(Job job, CancellationToken cancellationToken);

    /// <summary>Marks the recording as done: <paramref name="failure"/> says why there is no result, where there is none.</summary>
    Task FinishAsync(Job job, ProcessingFailure? failure, CancellationToken cancellationToken);
}

/// <summary>A recording on this machine's disk while it is worked on.</summary>
/// <param name="Path">The audio or transcript.</param>
/// <param name="Spool">A folder that goes away with it; null where the file is the source's own.</param>
internal sealed record LocalRecording(string Path, string? Spool = null) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        if (Spool is not null && Directory.Exists(Spool)) Directory.Delete(Spool, recursive: true);
        return ValueTask.CompletedTask;
    }
}
