using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Sources;

/// <summary>A place where recordings land.</summary>
internal interface IJobSource
{
    /// <summary>What the <see cref="Job.Source"/> of its jobs begins with.</summary>
    string Prefix { get; }

    /// <summary>
    /// Recordings that are there and whole, some at a time; those that are in the jobs already may be among them. Whoever asks for the next
    /// ones has made jobs of the last.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<FoundRecording>> FindAsync(CancellationToken cancellationToken);

    /// <summary>The recording as a file, with its sidecar beside it.</summary>
    /// <exception cref="ConvoIntelException">It cannot be had.</exception>
    Task<LocalRecording> OpenAsync(Job job, CancellationToken cancellationToken);

    /// <summary>
    /// Marks the recording as done, or puts it away: <paramref name="failure"/> says why there is no result, where there is none. It may have
    /// been begun before, and cut off anywhere.
    /// </summary>
    /// <exception cref="IOException">Not now; it is tried again.</exception>
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
