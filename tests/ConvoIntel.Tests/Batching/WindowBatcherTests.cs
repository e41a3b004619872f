using ConvoIntel.Batching;
using ConvoIntel.Conversations;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;

namespace ConvoIntel.Tests.Batching;

public sealed class WindowBatcherTests
{
    [Fact]
    public async Task QueueAsync_WindowsOfSeveralCalls_ShareABatch()
    {
        var recognizer = new EchoRecognizer();
        await using var batcher = new WindowBatcher(recognizer, capacity: 8);

        // The first window occupies the recogniser while those of two calls gather behind it.
        var first = await batcher.QueueAsync(Segment(0), default);
        await recognizer.Entered;
        var waiting = new List<Task<TranscribedSegment>>();
        for (var i = 1; i <= 4; i++) waiting.Add(await batcher.QueueAsync(Segment(i), default));
        recognizer.Release();

        await first;
        var texts = await Task.WhenAll(waiting);
        Assert.Equal(["at 1", "at 2", "at 3", "at 4"], texts.Select(t => t.Text));
        Assert.Equal([1, 4], recognizer.BatchSizes);
    }

    [Fact]
    public async Task QueueAsync_OneWindowBreaksTheModel_OthersOfItsBatchAreTranscribed()
    {
        var recognizer = new EchoRecognizer { BreaksAt = 2 };
        await using var batcher = new WindowBatcher(recognizer, capacity: 8);
        var first = await batcher.QueueAsync(Segment(0), default);
        await recognizer.Entered;
        var good = await batcher.QueueAsync(Segment(1), default);
        var bad = await batcher.QueueAsync(Segment(2), default);
        var after = await batcher.QueueAsync(Segment(3), default);
        recognizer.Release();

        Assert.Equal("at 0", (await first).Text);
        Assert.Equal("at 1", (await good).Text);
        Assert.Equal("at 3", (await after).Text);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
    }

    [Fact]
    public async Task QueueAsync_QueueIsFull_WaitsInsteadOfDropping()
    {
        var recognizer = new EchoRecognizer();
        await using var batcher = new WindowBatcher(recognizer, capacity: 1);
        var all = new List<Task<TranscribedSegment>> { await batcher.QueueAsync(Segment(0), default) };
        await recognizer.Entered;
        all.Add(await batcher.QueueAsync(Segment(1), default));

        var waits = batcher.QueueAsync(Segment(2), default).AsTask();
        Assert.False(waits.IsCompleted);
        recognizer.Release();
        all.Add(await waits);

        Assert.Equal(["at 0", "at 1", "at 2"], (await Task.WhenAll(all)).Select(t => t.Text));
    }

    [Fact]
    public async Task QueueAsync_CallIsCancelledWhileItsWindowWaits_TheWindowIsDropped()
    {
        var recognizer = new EchoRecognizer();
        await using var batcher = new WindowBatcher(recognizer, capacity: 8);
        using var call = new CancellationTokenSource();
        var first = await batcher.QueueAsync(Segment(0), default);
        await recognizer.Entered;
        var dropped = await batcher.QueueAsync(Segment(1), call.Token);
        var kept = await batcher.QueueAsync(Segment(2), default);
        await call.CancelAsync();
        recognizer.Release();

        Assert.Equal("at 0", (await first).Text);
        Assert.Equal("at 2", (await kept).Text);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);
        Assert.Equal([1, 1], recognizer.BatchSizes);
    }

    private static SpeechSegment Segment(double start) => new() { Channel = 0, Start = start, Samples = new float[160] };

    /// <summary>Answers each window with its start, once it is let go; the first batch waits for <see cref="Release"/>.</summary>
    private sealed class EchoRecognizer : ISpeechRecognizer
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ModelInfo Info { get; } = new("whisper", "echo", "1");

        public int PreferredBatchSize => 4;

        public LanguageMode Languages => LanguageMode.English;

        public double? BreaksAt { get; init; }

        public List<int> BatchSizes { get; } = [];

        public Task Entered => entered.Task;

        public void Release() => released.TrySetResult();

        public async Task<IReadOnlyList<TranscribedSegment>> TranscribeAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
        {
            entered.TrySetResult();
            await released.Task.WaitAsync(cancellationToken);
            if (segments.Any(s => s.Start == BreaksAt)) throw new InvalidOperationException("The model broke.");
            BatchSizes.Add(segments.Count);
            return [.. segments.Select(s => new TranscribedSegment { Channel = s.Channel, Start = s.Start, End = s.End, Text = $"at {s.Start}", Words = [] })];
        }

        public Task<DetectedLanguage?> DetectLanguageAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken) =>
            Task.FromResult<DetectedLanguage?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
