using Azure;
using Azure.Storage.Blobs;
using ConvoIntel.Checkpoints;
using ConvoIntel.Worker.State;

namespace ConvoIntel.Worker.Azure;

/// <summary>Checkpoints in blobs: a worker on any machine goes on from them.</summary>
internal sealed class CheckpointContainer(BlobContainerClient container) : ICheckpointStore
{
    public ICallCheckpoints Of(long job) => new Blobs(container, job);

    public async Task RemoveAsync(long job)
    {
        try
        {
            foreach (var stage in Enum.GetValues<CallCheckpoint>())
                await container.GetBlobClient(NameOf(job, stage)).DeleteIfExistsAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private static string NameOf(long job, CallCheckpoint stage) => $"checkpoints/{job}/{stage.ToString().ToLowerInvariant()}.json";

    private sealed class Blobs(BlobContainerClient container, long job) : ICallCheckpoints
    {
        public async Task<byte[]?> ReadAsync(CallCheckpoint stage, CancellationToken cancellationToken)
        {
            try
            {
                var blob = await container.GetBlobClient(NameOf(job, stage)).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
                return blob.Value.Content.ToArray();
            }
            catch (RequestFailedException fault) when (fault.Status == 404)
            {
                return null;
            }
            catch (Exception fault) when (fault is RequestFailedException or AggregateException)
            {
                throw Away(fault);
            }
        }

        public async Task WriteAsync(CallCheckpoint stage, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
        {
            try
            {
                await container.GetBlobClient(NameOf(job, stage)).UploadAsync(BinaryData.FromBytes(document), overwrite: true, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is RequestFailedException or AggregateException)
            {
                throw Away(fault);
            }
        }

        private static ConvoIntelException Away(Exception fault) => new(
            FailureReason.ResultNotWritten, "checkpoints", $"the storage account refused or cannot be reached ({(fault as RequestFailedException)?.ErrorCode ?? "no answer"})",
            "Check the account and the worker's rights.", fault);
    }
}
