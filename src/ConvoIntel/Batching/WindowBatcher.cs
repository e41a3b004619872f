using ConvoIntel.Transcription;

namespace ConvoIntel.Batching;

/// <summary>
/// Collects speech windows of all calls in flight and hands them to the recogniser in batches, as many at once as it has lanes.
/// The next window is that of the call with the highest priority, and among equals of the one that had the fewest seconds of speech
/// recognised: a call of three minutes is done in its share of the machine, however long the others are.
/// </summary>
/// <remarks>Start-time fair queueing (Goyal, Vin and Cheng 1996), with seconds of speech for bytes.</remarks>
internal sealed class WindowBatcher : IAsyncDisposable
{
    // A call whose reading stalls, on a slow share say, must not keep the others waiting for longer than this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.25);

    private readonly ISpeechRecognizer recognizer;
    private readonly int batchSize;
    private readonly int windowsPerCall;
    private readonly List<CallQueue> calls = [];
    // Counts windows that wait; a lane takes as many counts as windows.
    private readonly SemaphoreSlim arrived = new(0);
    private TaskCompletionSource changed = NewSignal();
    private readonly CancellationTokenSource stop = new();
    private readonly Task lanes;

    /// <param name="recognizer">Shared by all calls; disposed by its owner, not here.</param>
    /// <param name="windowsPerCall">Most windows that wait of one call; bounds the audio held in memory (15 s of 16 kHz floats is 1 MB).</param>
    public WindowBatcher(ISpeechRecognizer recognizer, int windowsPerCall)
    {
        this.recognizer = recognizer;
        this.windowsPerCall = windowsPerCall;
        batchSize = Math.Max(1, recognizer.PreferredBatchSize);
        lanes = Task.WhenAll(Enumerable.Range(0, recognizer.Lanes).Select(_ => Task.Run(RunAsync)));
    }

    // Write side: one caller a call.

    /// <summary>Opens the queue of a call, to be disposed of when the call ends.</summary>
    public CallQueue Open(int priority = 0)
    {
        lock (calls)
        {
            // Level with the least served: a newcomer has no claim on what was done before it came.
            var call = new CallQueue(this, windowsPerCall, priority, calls.Count == 0 ? 0 : calls.Min(other => other.Served));
            calls.Add(call);
            return call;
        }
    }

    /// <summary>A window waits.</summary>
    public void Arrived()
    {
        arrived.Release();
        Changed();
    }

    /// <summary>A call is read no further for now.</summary>
    public void Changed() => Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();

    public void Close(CallQueue call)
    {
        lock (calls)
            calls.Remove(call);
        Changed();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Read side: loops that outlive every fault.

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await arrived.WaitAsync(stop.Token).ConfigureAwait(false);
                await GatherAsync().ConfigureAwait(false);
                if (Take() is { Count: > 0 } batch) await RecogniseAsync(batch).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    /// <summary>Waits until a batch is full, or nothing more is coming: a full one writes more words in the same time.</summary>
    private async Task GatherAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        patience.CancelAfter(Patience);
        while (!patience.IsCancellationRequested)
        {
            var next = Volatile.Read(ref changed).Task;
            lock (calls)
            {
                if (calls.Sum(call => call.Waiting) >= batchSize || !calls.Exists(call => call.IsReading)) return;
            }

            await next.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The next windows; one of them is counted already.</summary>
    private List<PendingWindow> Take()
    {
        var batch = new List<PendingWindow>();
        lock (calls)
        {
            // At the end, when nothing more is coming, no lane takes what would leave another idle.
            var share = calls.Exists(call => call.IsReading) ? batchSize : (int)Math.Ceiling((double)calls.Sum(call => call.Waiting) / recognizer.Lanes);
            for (var counted = true; counted; counted = batch.Count < Math.Min(share, batchSize) && arrived.Wait(0))
            {
                var next = calls.Where(call => call.Waiting > 0).OrderByDescending(call => call.Priority).ThenBy(call => call.Served).FirstOrDefault();
                if (next?.Take() is { } pending && !pending.DropIfCancelled()) batch.Add(pending);
            }
        }

        return batch;
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
        await stop.CancelAsync().ConfigureAwait(false);
        await lanes.ConfigureAwait(false);
        lock (calls)
        {
            foreach (var call in calls)
            {
                while (call.Take() is { } pending) pending.Completion.TrySetCanceled(stop.Token);
            }
        }

        stop.Dispose();
        arrived.Dispose();
    }
}
