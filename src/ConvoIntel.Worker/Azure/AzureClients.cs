using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>Clients of the storage account. Retries with growing waits are the clients' own.</summary>
internal sealed class AzureClients(IOptions<AzureOptions> options)
{
    private readonly AzureOptions options = options.Value;

    public BlobContainerClient Container(string name) => Blobs().GetBlobContainerClient(name);

    /// <summary>Messages in base64, as Event Grid writes them.</summary>
    public QueueClient Queue(string name)
    {
        var how = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        var service = options.ConnectionString.Length > 0 ? new QueueServiceClient(options.ConnectionString, how)
            : IsSigned(options.QueueEndpoint!) ? new QueueServiceClient(options.QueueEndpoint, how)
            : new QueueServiceClient(options.QueueEndpoint, new DefaultAzureCredential(), how);
        return service.GetQueueClient(name);
    }

    private BlobServiceClient Blobs() => options.ConnectionString.Length > 0 ? new BlobServiceClient(options.ConnectionString)
        : IsSigned(options.BlobEndpoint!) ? new BlobServiceClient(options.BlobEndpoint)
        : new BlobServiceClient(options.BlobEndpoint, new DefaultAzureCredential());

    private static bool IsSigned(Uri endpoint) => endpoint.Query.Contains("sig=", StringComparison.Ordinal);
}
