using System.Runtime.CompilerServices;
using ConvoIntel.Ingestion;
using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Sources;

/// <summary>Recordings of a folder. What counts as one, and which sidecar is whose, the ingestion stage says.</summary>
internal sealed class FolderSource(IRecordingSource recordings, IOptions<FolderSourceOptions> options, TimeProvider time) : IJobSource
{
    private readonly FolderSourceOptions options = options.Value;
    private readonly Dictionary<string, Sighting> sightings = new(StringComparer.Ordinal);

    public string Prefix => "folder:";

    public async IAsyncEnumerable<IReadOnlyList<FoundRecording>> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = Look(cancellationToken);
        if (found.Count == 0) yield break;
        yield return found;
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var path in found.Select(one => one.Source[Prefix.Length..]).Where(sightings.ContainsKey))
            sightings[path] = sightings[path] with { Taken = true };
    }

    private List<FoundRecording> Look(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = new List<FoundRecording>();
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in recordings.Expand([options.Path]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            there.Add(path);
            var version = FileVersion.Of(path);
            if (version is null) continue;
            if (!sightings.TryGetValue(path, out var seen) || seen.Version != version)
                sightings[path] = seen = new Sighting(version, now, Taken: false);
            if (!seen.Taken && now - seen.Since >= options.Settle) found.Add(new FoundRecording(Prefix + path, version));
        }
        foreach (var gone in sightings.Keys.Where(path => !there.Contains(path)).ToArray()) sightings.Remove(gone);
        return found;
    }

    public Task<LocalRecording> OpenAsync(Job job, CancellationToken cancellationToken) =>
        Task.FromResult(new LocalRecording(PutAside(job) ?? PathOf(job)));

    public Task FinishAsync(Job job, ProcessingFailure? failure, CancellationToken cancellationToken)
    {
        var target = failure is null ? options.DoneFolder : options.FailedFolder;
        if (string.IsNullOrEmpty(target)) return Task.CompletedTask;
        if (PutAside(job) is not { } aside)
        {
            MovedRecording.Move(job, PathOf(job), options.Path, target, failure);
        }
        else if (failure is null)
        {
            MovedRecording.Move(job, aside, options.FailedFolder!, target, failure);
            MovedRecording.ForgetReason(aside);
        }
        else
        {
            MovedRecording.WriteReason(aside, failure);
        }
        return Task.CompletedTask;
    }

    private string PathOf(Job job) => job.Source[Prefix.Length..];

    /// <summary>The recording among the failed ones, where a job that was given up is begun anew; null where it is not there.</summary>
    private string? PutAside(Job job)
    {
        if (string.IsNullOrEmpty(options.FailedFolder) || File.Exists(PathOf(job))) return null;
        var aside = Path.GetFullPath(Path.Combine(options.FailedFolder, Path.GetRelativePath(options.Path, PathOf(job))));
        return FileVersion.Of(aside) == job.Version ? aside : null;
    }

    private sealed record Sighting(string Version, DateTimeOffset Since, bool Taken);
}
