using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Event Grid's <c>BlobCreated</c> messages make what they name be looked for at once. They are a hint, not the truth: one that is lost costs
/// a listing interval, one that is forged costs a listing.
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
            foreach (var subject in messages.Value.SelectMany(message => Created(message.Body)))
            {
                if (BlobOf(subject) is { } blob) source.LookAt(blob);
                else source.ListSoon();
            }
            foreach (var message in messages.Value)
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The blob's name, of <c>/blobServices/default/containers/NAME/blobs/BLOB</c>; null where it is not of that form.</summary>
    private string? BlobOf(string? subject)
    {
        var before = $"/containers/{options.Value.Container}/blobs/";
        var at = subject?.IndexOf(before, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : subject![(at + before.Length)..];
    }

    /// <summary>Subjects of those events of a message that tell of a new blob.</summary>
    private static IReadOnlyList<string?> Created(BinaryData body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToMemory());
            var events = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToArray() : [document.RootElement];
            // "eventType" in Event Grid's schema, "type" in that of CloudEvents.
            return
            [
                .. events.Where(one => one.ValueKind == JsonValueKind.Object && (Text(one, "eventType") ?? Text(one, "type")) == "Microsoft.Storage.BlobCreated")
                    .Select(one => Text(one, "subject")),
            ];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
