using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.Sources;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Recordings of a container. A blob is whole once it is there, so nothing needs to settle; its version is its ETag and that of its
/// sidecar, so that a sidecar that comes late makes the call be read again.
/// </summary>
internal sealed class BlobSource(AzureClients clients, IOptions<AzureOptions> options, IOptions<WorkerOptions> worker, TimeProvider time) : IJobSource
{
    private const string StateTag = "convointel";

    private readonly AzureOptions options = options.Value;
    private readonly BlobContainerClient container = clients.Container(options.Value.Container);
    private readonly HashSet<(string, string)> taken = [];
    private DateTimeOffset nextListing;

    public string Prefix => "blob:";

    public async Task<IReadOnlyList<FoundRecording>> FindAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < nextListing) return [];
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, options.Prefix, cancellationToken).ConfigureAwait(false))
            versions[blob.Name] = $"{blob.Properties.ETag}";
        nextListing = time.GetUtcNow() + options.ListInterval;

        return
        [
            .. versions.Keys.Where(name => RecordingNames.IsRecording(name, versions.ContainsKey))
                .Select(name => new FoundRecording(Prefix + name, VersionOf(name, versions)))
                .Where(found => !taken.Contains((found.Source, found.Version))),
        ];
    }

    /// <summary>Something has landed: the next look lists the container, whatever the interval.</summary>
    public void ListSoon() => nextListing = DateTimeOffset.MinValue;

    public void Taken(IReadOnlyList<FoundRecording> found) => taken.UnionWith(found.Select(one => (one.Source, one.Version)));

    /// <summary>The blob and its sidecar, streamed to the state folder.</summary>
    public async Task<LocalRecording> OpenAsync(Job job, CancellationToken cancellationToken)
    {
        var name = job.Source[Prefix.Length..];
        var folder = Path.Combine(worker.Value.StateFolder, "spool", $"{job.Id}-{Guid.NewGuid():n}");
        var recording = new LocalRecording(Path.Combine(folder, FileNameOf(name)), folder);
        try
        {
            Directory.CreateDirectory(folder);
            var etag = job.Version.Split('|')[0];
            await DownloadAsync(name, recording.Path, new ETag(etag), cancellationToken).ConfigureAwait(false);
            foreach (var sidecar in RecordingNames.SidecarsOf(name))
            {
                if (!await container.GetBlobClient(sidecar).ExistsAsync(cancellationToken).ConfigureAwait(false)) continue;
                await DownloadAsync(sidecar, Path.Combine(folder, FileNameOf(sidecar)), null, cancellationToken).ConfigureAwait(false);
            }
            return recording;
        }
        catch
        {
            await recording.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>By a tag of the blob's index: tags leave the ETag as it is, so that the blob is not found as new.</summary>
    public async Task FinishAsync(Job job, ProcessingFailure? failure, CancellationToken cancellationToken)
    {
        try
        {
            var tags = new Dictionary<string, string> { [StateTag] = failure is null ? "attached" : $"failed {failure.Reason}" };
            await container.GetBlobClient(job.Source[Prefix.Length..]).SetTagsAsync(tags, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            // Accounts with hierarchical namespaces have no index tags; the jobs know the state all the same.
            throw new IOException(fault.Message, fault);
        }
    }

    private async Task DownloadAsync(string name, string path, ETag? version, CancellationToken cancellationToken)
    {
        try
        {
            var conditions = new BlobDownloadToOptions { Conditions = version is { } etag ? new BlobRequestConditions { IfMatch = etag } : null };
            await container.GetBlobClient(name).DownloadToAsync(path, conditions, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 412)
        {
            var problem = fault.Status == 404 ? "the blob is gone" : "the blob was replaced after it was found";
            throw new ConvoIntelException(FailureReason.SourceNotFound, name, problem, "Nothing to do: what lies there now is a job of its own.", fault);
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            throw new ConvoIntelException(FailureReason.SourceUnreadable, name, $"the blob cannot be read ({(fault as RequestFailedException)?.ErrorCode ?? "no answer"})",
                "Check the account and the worker's rights.", fault);
        }
    }

    private static string VersionOf(string name, Dictionary<string, string> versions) =>
        string.Join('|', RecordingNames.SidecarsOf(name).Where(versions.ContainsKey).Select(other => versions[other]).Prepend(versions[name]));

    /// <summary>A blob's name may hold anything: what no file may have, or would lead elsewhere, is replaced.</summary>
    private static string FileNameOf(string blob)
    {
        var name = blob[(blob.LastIndexOf('/') + 1)..];
        var safe = string.Concat(name.Select(letter => Path.GetInvalidFileNameChars().Contains(letter) || letter is '\\' or ':' ? '_' : letter)).Trim('.');
        return safe.Length == 0 ? "recording" : safe;
    }
}
