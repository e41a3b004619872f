using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ConvoIntel.Ingestion;
using ConvoIntel.Ingestion.Transcripts;
using ConvoIntel.Storage.Jobs;
using JsonContent = ConvoIntel.Ingestion.Transcripts.JsonContent;

namespace ConvoIntel.Worker.Azure;

/// <summary>Tells which blobs of JSON are transcripts. Only their content says, so that each is fetched once: the rest are remembered.</summary>
internal sealed class JsonBlobs(IJobStore jobs)
{
    // Eight bytes each, and some for the set: about 8 MB. Beyond it they are fetched again with each listing.
    private const int Most = 250_000;

    private readonly HashSet<ulong> others = [];

    /// <param name="container">Where they lie.</param>
    /// <param name="prefix">What the source of a job begins with.</param>
    /// <param name="blobs">JSON without a recording beside it.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    /// <returns>Those that are transcripts, and no jobs yet.</returns>
    public async Task<IReadOnlyList<FoundRecording>> AmongAsync(
        BlobContainerClient container, string prefix, IReadOnlyList<BlobEntry> blobs, CancellationToken cancellationToken)
    {
        var candidates = blobs.Where(blob => blob.Length <= TextFile.MaxLength && !others.Contains(KeyOf(blob)))
            .ToDictionary(blob => new FoundRecording(prefix + blob.Name, blob.Version));
        if (candidates.Count == 0) return [];
        var found = new List<FoundRecording>();
        foreach (var unknown in await jobs.UnknownAsync(candidates.Keys, cancellationToken).ConfigureAwait(false))
        {
            if (await IsTranscriptAsync(container, candidates[unknown], cancellationToken).ConfigureAwait(false)) found.Add(unknown);
            else if (others.Count < Most) others.Add(KeyOf(candidates[unknown]));
        }
        return found;
    }

    private static async Task<bool> IsTranscriptAsync(BlobContainerClient container, BlobEntry blob, CancellationToken cancellationToken)
    {
        try
        {
            var only = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(blob.Version) } };
            var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(only, cancellationToken).ConfigureAwait(false);
            return JsonTranscript.Peek(content.Value.Content.ToArray()) == JsonContent.Transcript;
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 412)
        {
            // Gone, or replaced: the next listing names the other.
            return false;
        }
    }

    private static ulong KeyOf(BlobEntry blob) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{blob.Name}\n{blob.Version}")));
}
