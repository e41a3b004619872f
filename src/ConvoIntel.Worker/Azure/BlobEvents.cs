using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Event Grid's <c>BlobCreated</c> messages make the container be listed at once. They are a hint, not the truth: one that is lost costs a
/// listing interval, one that is forged costs a listing.
/// </summary>
internal sealed class BlobEvents(AzureClients clients, IOptions<AzureOptions> options, BlobSource source, TimeProvider time, ILogger<BlobEvents> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var queue = clients.Queue(options.Value.EventQueue);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(queue, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is global::Azure.RequestFailedException or AggregateException)
            {
                logger.LookFailed("queue:" + options.Value.EventQueue, fault);
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task DrainAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        while (true)
        {
            var messages = await queue.ReceiveMessagesAsync(maxMessages: 32, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (messages.Value.Length == 0) return;
            if (messages.Value.Any(message => IsCreation(message.Body))) source.ListSoon();
            foreach (var message in messages.Value)
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsCreation(BinaryData body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToMemory());
            var events = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToArray() : [document.RootElement];
            // "eventType" in Event Grid's schema, "type" in that of CloudEvents.
            return events.Any(one => one.ValueKind == JsonValueKind.Object
                && ((one.TryGetProperty("eventType", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "Microsoft.Storage.BlobCreated")
                    || (one.TryGetProperty("type", out type) && type.ValueKind == JsonValueKind.String && type.GetString() == "Microsoft.Storage.BlobCreated")));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
