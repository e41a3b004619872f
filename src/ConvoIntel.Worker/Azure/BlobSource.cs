using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.Sources;
using ConvoIntel.Worker.State;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Recordings of a container. A blob is whole once it is there, so nothing needs to settle; its version is its ETag and that of its
/// sidecar, so that a sidecar that comes late makes the call be read again. Which of them are jobs already, the store knows: nothing is
/// remembered here, and a listing of any length is held a page at a time.
/// </summary>
internal sealed class BlobSource(
    AzureClients clients, JsonBlobs transcripts, Spool spool, IOptions<AzureOptions> options, TimeProvider time, ILogger<BlobSource> logger) : IJobSource
{
    // More hints than these are answered by one listing of all.
    private const int MostHints = 64;
    private const string StateTag = "convointel";

    private readonly AzureOptions options = options.Value;
    private readonly BlobContainerClient container = clients.Container(options.Value.Container);
    private readonly HashSet<string> hints = new(StringComparer.Ordinal);
    private readonly Lock hinting = new();
    private DateTimeOffset nextListing;

    public string Prefix => "blob:";

    public async IAsyncEnumerable<IReadOnlyList<FoundRecording>> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (prefixes, whole) = NextLook();
        if (whole) prefixes = [options.Prefix];
        var done = false;
        try
        {
            foreach (var prefix in prefixes)
            {
                await foreach (var page in ListAsync(prefix, cancellationToken).ConfigureAwait(false))
                    if (page.Count > 0) yield return page;
            }
            done = true;
        }
        finally
        {
            // A listing that broke off is due again, however seldom it is due else.
            if (!done) ListSoon();
        }
    }

    /// <summary>Something has landed: the next look lists the container, whatever the interval.</summary>
    public void ListSoon() => ListBy(DateTimeOffset.MinValue);

    /// <summary>This blob has landed: the next look lists what belongs to it.</summary>
    public void LookAt(string blob)
    {
        var stem = BlobFamily.StemOf(blob);
        if (!stem.StartsWith(options.Prefix, StringComparison.Ordinal)) return;
        lock (hinting)
        {
            if (hints.Count < MostHints) hints.Add(stem + ".");
            else nextListing = DateTimeOffset.MinValue;
        }
    }

    /// <summary>The blob and its sidecar, streamed to the state folder.</summary>
    public async Task<LocalRecording> OpenAsync(Job job, CancellationToken cancellationToken)
    {
        var name = NameOf(job);
        var folder = spool.Open(job.Id);
        var recording = new LocalRecording(Path.Combine(folder, FileNameOf(name)), folder);
        try
        {
            await DownloadAsync(name, recording.Path, ETagOf(job), cancellationToken).ConfigureAwait(false);
            foreach (var sidecar in BlobFamily.SidecarsOf(name))
            {
                if (!await container.GetBlobClient(sidecar).ExistsAsync(cancellationToken).ConfigureAwait(false)) continue;
                await DownloadAsync(sidecar, Path.Combine(folder, FileNameOf(sidecar)), null, cancellationToken).ConfigureAwait(false);
            }
            return recording;
        }
        catch (Exception fault)
        {
            await recording.DisposeAsync().ConfigureAwait(false);
            if (fault is RequestFailedException or AggregateException) throw Unreadable(name, fault);
            throw;
        }
    }

    /// <summary>By a tag of the blob's index: tags leave the ETag as it is, so that the blob is not found as new.</summary>
    public async Task FinishAsync(Job job, ProcessingFailure? failure, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(NameOf(job));
        try
        {
            // What has replaced it is a job of its own, and gets that one's mark.
            var there = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (there.Value.ETag.ToString().Trim('"') != ETagOf(job).ToString().Trim('"')) return;
            var tags = new Dictionary<string, string> { [StateTag] = failure is null ? "attached" : $"failed {failure.Reason}" };
            await blob.SetTagsAsync(tags, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            // Gone: nothing to mark.
        }
        catch (RequestFailedException fault) when (fault.Status is 400 or 403 or 409 or 501)
        {
            // Accounts with hierarchical namespaces have no index tags, and a worker may lack the right; the jobs know the state all the same.
            logger.NotPutAway(job.Source, fault.ErrorCode ?? $"{fault.Status}");
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<FoundRecording>> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var families = new BlobFamilies();
        await foreach (var page in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken).AsPages().ConfigureAwait(false))
        {
            var whole = page.Values.SelectMany(blob => families.Add(new BlobEntry(
                blob.Name, $"{blob.Properties.ETag}", blob.Properties.LastModified ?? DateTimeOffset.MinValue, blob.Properties.ContentLength ?? 0)));
            yield return await FoundAsync([.. whole], cancellationToken).ConfigureAwait(false);
        }
        yield return await FoundAsync(families.Rest(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<FoundRecording>> FoundAsync(IReadOnlyList<BlobFamily> families, CancellationToken cancellationToken)
    {
        var recordings = families.SelectMany(family => family.Recordings()).Select(one => new FoundRecording(Prefix + one.Name, one.Version));
        // One that has just come may be the sidecar of a recording that comes next.
        var settled = time.GetUtcNow() - options.JsonSettle;
        var lone = families.SelectMany(family => family.LoneJson()).ToLookup(blob => blob.Changed <= settled);
        if (lone[false].Any()) ListBy(lone[false].Min(blob => blob.Changed) + options.JsonSettle);
        return [.. recordings, .. await transcripts.AmongAsync(container, Prefix, [.. lone[true]], cancellationToken).ConfigureAwait(false)];
    }

    /// <summary>What is to be listed now: parts of the container, or the whole.</summary>
    private (IReadOnlyList<string> Prefixes, bool Whole) NextLook()
    {
        lock (hinting)
        {
            string[] prefixes = [.. hints];
            hints.Clear();
            var now = time.GetUtcNow();
            if (now < nextListing) return (prefixes, false);
            nextListing = now + options.ListInterval;
            return (prefixes, true);
        }
    }

    private void ListBy(DateTimeOffset latest)
    {
        lock (hinting)
        {
            if (latest < nextListing) nextListing = latest;
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
    }

    private static ConvoIntelException Unreadable(string name, Exception fault) => new(
        FailureReason.SourceUnreadable, name, $"the blob cannot be read ({(fault as RequestFailedException)?.ErrorCode ?? "no answer"})",
        "Check the account and the worker's rights.", fault);

    private string NameOf(Job job) => job.Source[Prefix.Length..];

    private static ETag ETagOf(Job job) => new(job.Version.Split('|')[0]);

    /// <summary>A blob's name may hold anything: what no file may have, or would lead elsewhere, is replaced.</summary>
    private static string FileNameOf(string blob)
    {
        var name = blob[(blob.LastIndexOf('/') + 1)..];
        var safe = string.Concat(name.Select(letter => Path.GetInvalidFileNameChars().Contains(letter) || letter is '\\' or ':' ? '_' : letter)).Trim('.');
        return safe.Length == 0 ? "recording" : safe;
    }
}
