using Azure;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>Makes the queues and the container that are the worker's own, where they are not there.</summary>
internal sealed class AzureSetup(AzureClients clients, IOptions<AzureOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var azure = options.Value;
        try
        {
            if (azure.WorkQueue.Length > 0)
            {
                await clients.Queue(azure.WorkQueue).CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                await clients.Queue(QueueFeed.PoisonOf(azure.WorkQueue)).CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            if (azure.StateContainer.Length > 0)
                await clients.Container(azure.StateContainer).CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            throw new ConvoIntelException(FailureReason.DealBookUnavailable, "Azure storage", $"it cannot be reached ({fault.Message.Split('\n')[0].TrimEnd('.', ' ')})",
                "Check the account, the network and the worker's rights.", fault);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
