using System.Threading.Channels;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;

namespace ConvoIntel.Batching;

/// <summary>
/// The windows of one call that wait for the recogniser. Bounded: a call that is read faster than it is recognised waits at
/// <see cref="QueueAsync"/>, and neither its length nor its speed takes memory or turns from the others.
/// </summary>
internal sealed class CallQueue : IDisposable
{
    private readonly WindowBatcher batcher;
    private readonly Channel<PendingWindow> windows;

    public CallQueue(WindowBatcher batcher, int capacity, int priority, double served)
    {
        this.batcher = batcher;
        Priority = priority;
        Served = served;
        windows = Channel.CreateBounded<PendingWindow>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait, SingleWriter = true });
    }

    /// <summary>Higher goes first.</summary>
    public int Priority { get; }

    /// <summary>Seconds of speech taken so far, and those that it was given to start level with calls that are under way.</summary>
    public double Served { get; private set; }

    public int Waiting => windows.Reader.Count;

    /// <summary>Whether more windows may come soon: false while the call waits for room, and once all of it is read.</summary>
    public bool IsReading { get; private set; } = true;

    /// <summary>Queues a window, waiting for room; the inner task completes with its text.</summary>
    public async ValueTask<Task<TranscribedSegment>> QueueAsync(SpeechSegment segment, CancellationToken cancellationToken)
    {
        var pending = new PendingWindow(segment, cancellationToken);
        if (!windows.Writer.TryWrite(pending))
        {
            Pause();
            await windows.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
            IsReading = true;
        }

        batcher.Arrived();
        return pending.Completion.Task;
    }

    /// <summary>All of the call is read.</summary>
    public void Complete() => Pause();

    /// <summary>The next window; null where none waits. Called by one lane at a time.</summary>
    public PendingWindow? Take()
    {
        if (!windows.Reader.TryRead(out var pending)) return null;
        Served += pending.Segment.End - pending.Segment.Start;
        return pending;
    }

    public void Dispose() => batcher.Close(this);

    private void Pause()
    {
        IsReading = false;
        batcher.Changed();
    }
}

/// <summary>A window, and where its text is waited for.</summary>
internal sealed class PendingWindow(SpeechSegment segment, CancellationToken cancellation)
{
    public SpeechSegment Segment { get; } = segment;

    public TaskCompletionSource<TranscribedSegment> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool DropIfCancelled() => cancellation.IsCancellationRequested && Completion.TrySetCanceled(cancellation);
}
