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

    public Task<IReadOnlyList<FoundRecording>> FindAsync(CancellationToken cancellationToken)
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
        return Task.FromResult<IReadOnlyList<FoundRecording>>(found);
    }

    public void Taken(IReadOnlyList<FoundRecording> found)
    {
        foreach (var path in found.Select(one => one.Source[Prefix.Length..]).Where(sightings.ContainsKey))
            sightings[path] = sightings[path] with { Taken = true };
    }

    public Task<LocalRecording> OpenAsync(Job job, CancellationToken cancellationToken) =>
        Task.FromResult(new LocalRecording(job.Source[Prefix.Length..]));

    public Task FinishAsync(Job job, ProcessingFailure? failure, CancellationToken cancellationToken)
    {
        var path = job.Source[Prefix.Length..];
        var target = failure is null ? options.DoneFolder : options.FailedFolder;
        // A recording that changed meanwhile is another job's.
        if (!string.IsNullOrEmpty(target) && FileVersion.Of(path) == job.Version) MovedRecording.Move(path, options.Path, target, failure);
        return Task.CompletedTask;
    }

    private sealed record Sighting(string Version, DateTimeOffset Since, bool Taken);
}
