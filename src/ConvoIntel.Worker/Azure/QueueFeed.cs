using System.Globalization;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.Jobs;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Jobs by a storage queue: a message holds a job's number, its visibility timeout is the lease, and a scaler sees how many wait. The job
/// store stays the truth: a message that comes twice finds no claim, one that was lost is sent again by <see cref="QueueKeeper"/>.
/// </summary>
internal sealed class QueueFeed(AzureClients clients, IJobStore jobs, IOptions<AzureOptions> azure, IOptions<WorkerOptions> options, TimeProvider time) : IJobFeed
{
    private readonly QueueClient queue = clients.Queue(azure.Value.WorkQueue);
    private readonly QueueClient poison = clients.Queue(PoisonOf(azure.Value.WorkQueue));
    private readonly WorkerOptions options = options.Value;

    /// <summary>The queue for messages that nobody can do anything with, and for jobs that were given up.</summary>
    public static string PoisonOf(string queue) => queue + "-poison";

    public async Task<FedJob?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                QueueMessage? message = (await queue.ReceiveMessageAsync(options.Lease, cancellationToken).ConfigureAwait(false)).Value;
                if (message is null) return null;
                if (!long.TryParse(message.Body.ToString(), CultureInfo.InvariantCulture, out var id))
                {
                    await PoisonAsync(message).ConfigureAwait(false);
                    continue;
                }
                if (await jobs.ClaimAsync(id, options.Name, options.Lease, CancellationToken.None).ConfigureAwait(false) is { } claim)
                    return new Fed(this, claim, message);
                await PutAsideAsync(id, message).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            throw new ConvoIntelException(FailureReason.DealBookUnavailable, queue.Name, $"the queue cannot be reached ({(fault as RequestFailedException)?.ErrorCode ?? "no answer"})",
                "Check the account and the worker's rights.", fault);
        }
    }

    /// <summary>Messages, those in workers' hands included; never fewer than there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await queue.GetPropertiesAsync(cancellationToken).ConfigureAwait(false)).Value.ApproximateMessagesCount;

    public async Task AnnounceAsync(IReadOnlyList<long> jobs, CancellationToken cancellationToken)
    {
        foreach (var id in jobs)
            await queue.SendMessageAsync(id.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A message whose job is not due: gone where the job is at its end, later where it is another's or waits.</summary>
    private async Task PutAsideAsync(long id, QueueMessage message)
    {
        var job = await jobs.FindAsync(id, CancellationToken.None).ConfigureAwait(false);
        if (job is { State: JobState.Waiting or JobState.Working })
        {
            var wait = job.DueAt - time.GetUtcNow();
            // A week is the longest that a message may hide.
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.Body, Between(wait, TimeSpan.Zero, TimeSpan.FromDays(6.9))).ConfigureAwait(false);
            return;
        }
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt).ConfigureAwait(false);
    }

    private async Task PoisonAsync(QueueMessage message)
    {
        await poison.SendMessageAsync(message.Body).ConfigureAwait(false);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt).ConfigureAwait(false);
    }

    private static TimeSpan Between(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;

    private sealed class Fed(QueueFeed feed, JobClaim claim, QueueMessage message) : FedJob(claim)
    {
        private string receipt = message.PopReceipt;

        public override Task RenewAsync(TimeSpan lease, CancellationToken cancellationToken) => TryAsync(
            async () => receipt = (await feed.queue.UpdateMessageAsync(message.MessageId, receipt, message.Body, lease, cancellationToken).ConfigureAwait(false)).Value.PopReceipt);

        public override Task EndAsync(bool dead) => TryAsync(async () =>
        {
            if (dead) await feed.poison.SendMessageAsync(message.Body).ConfigureAwait(false);
            await feed.queue.DeleteMessageAsync(message.MessageId, receipt).ConfigureAwait(false);
        });

        public override Task ReturnAsync(TimeSpan wait) => TryAsync(
            () => feed.queue.UpdateMessageAsync(message.MessageId, receipt, message.Body, wait));

        // The store has decided already: a message that stays finds no claim and is put aside.
        private static async Task TryAsync(Func<Task> work)
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is RequestFailedException or AggregateException)
            {
                // Seen again when its timeout ends.
            }
        }
    }
}
