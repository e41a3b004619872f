using System.Threading.Channels;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;

namespace ConvoIntel.Batching;

/// <summary>
/// Collects speech windows of all calls in flight and hands them to the recogniser in batches.
/// Decoding and recognition run at different rates, so a bounded channel stands between them:
/// a call that decodes faster than the recogniser reads waits at <see cref="QueueAsync"/>.
/// </summary>
internal sealed class WindowBatcher : IAsyncDisposable
{
    private readonly ISpeechRecognizer recognizer;
    private readonly Channel<PendingWindow> windows;
    private readonly int batchSize;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    /// <param name="recognizer">Shared by all calls; disposed by its owner, not here.</param>
    /// <param name="capacity">Most windows that wait; bounds the audio held in memory (28 s of 16 kHz floats is 1.8 MB).</param>
    public WindowBatcher(ISpeechRecognizer recognizer, int capacity)
    {
        this.recognizer = recognizer;
        batchSize = Math.Max(1, recognizer.PreferredBatchSize);
        windows = Channel.CreateBounded<PendingWindow>(new BoundedChannelOptions(capacity)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
        });
        loop = Task.Run(RunAsync);
    }

    // Write side: one caller a call.

    /// <summary>Queues a window, waiting for room; the inner task completes with its text.</summary>
    public async ValueTask<Task<TranscribedSegment>> QueueAsync(SpeechSegment segment, CancellationToken cancellationToken)
    {
        var pending = new PendingWindow(segment, cancellationToken);
        await windows.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        return pending.Completion.Task;
    }

    // Read side: one loop that outlives every fault.

    private async Task RunAsync()
    {
        var batch = new List<PendingWindow>(batchSize);
        while (await windows.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < batchSize && windows.Reader.TryRead(out var pending))
            {
                if (!pending.DropIfCancelled()) batch.Add(pending);
            }

            if (batch.Count > 0) await RecogniseAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task RecogniseAsync(List<PendingWindow> batch)
    {
        try
        {
            var texts = await recognizer.TranscribeAsync([.. batch.Select(p => p.Segment)], stop.Token).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++) batch[i].Completion.TrySetResult(texts[i]);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            foreach (var pending in batch) pending.Completion.TrySetCanceled(stop.Token);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One window that breaks the model must not take the other calls' windows with it: each is tried alone.
            foreach (var pending in batch) await RecogniseAsync([pending]).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            batch[0].Completion.TrySetException(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        windows.Writer.TryComplete();
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stop.Dispose();
    }

    private sealed class PendingWindow(SpeechSegment segment, CancellationToken cancellation)
    {
        public SpeechSegment Segment { get; } = segment;

        public TaskCompletionSource<TranscribedSegment> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool DropIfCancelled() => cancellation.IsCancellationRequested && Completion.TrySetCanceled(cancellation);
    }
}
