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
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 8);
        await using var busy = await BusyAsync(batcher, recognizer);
        using var one = batcher.Open();
        using var other = batcher.Open();
        var waiting = new List<Task<TranscribedSegment>>();
        for (var i = 1; i <= 4; i++) waiting.Add(await (i % 2 == 0 ? one : other).QueueAsync(Segment(i), default));
        recognizer.Release();

        var texts = await Task.WhenAll(waiting);

        Assert.Equal(["at 1", "at 2", "at 3", "at 4"], texts.Select(t => t.Text));
        Assert.Equal([1, 4], recognizer.Batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task QueueAsync_OneWindowBreaksTheModel_OthersOfItsBatchAreTranscribed()
    {
        var recognizer = new EchoRecognizer { BreaksAt = 2 };
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 8);
        await using var busy = await BusyAsync(batcher, recognizer);
        using var call = batcher.Open();
        var good = await call.QueueAsync(Segment(1), default);
        var bad = await call.QueueAsync(Segment(2), default);
        var after = await call.QueueAsync(Segment(3), default);
        call.Complete();
        recognizer.Release();

        Assert.Equal("at 1", (await good).Text);
        Assert.Equal("at 3", (await after).Text);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
    }

    [Fact]
    public async Task QueueAsync_QueueIsFull_WaitsInsteadOfDropping()
    {
        var recognizer = new EchoRecognizer();
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 1);
        await using var busy = await BusyAsync(batcher, recognizer);
        using var call = batcher.Open();
        var all = new List<Task<TranscribedSegment>> { await call.QueueAsync(Segment(1), default) };

        var waits = call.QueueAsync(Segment(2), default).AsTask();
        Assert.False(waits.IsCompleted);
        recognizer.Release();
        all.Add(await waits);
        call.Complete();

        Assert.Equal(["at 1", "at 2"], (await Task.WhenAll(all)).Select(t => t.Text));
    }

    [Fact]
    public async Task QueueAsync_CallIsCancelledWhileItsWindowWaits_TheWindowIsDropped()
    {
        var recognizer = new EchoRecognizer();
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 8);
        await using var busy = await BusyAsync(batcher, recognizer);
        using var call = batcher.Open();
        using var cancelled = new CancellationTokenSource();
        var dropped = await call.QueueAsync(Segment(1), cancelled.Token);
        var kept = await call.QueueAsync(Segment(2), default);
        call.Complete();
        await cancelled.CancelAsync();
        recognizer.Release();

        Assert.Equal("at 2", (await kept).Text);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);
        Assert.Equal([1, 1], recognizer.Batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task QueueAsync_ShortCallBesideALongOne_TakesTurnsInsteadOfWaitingForItsEnd()
    {
        var recognizer = new EchoRecognizer();
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 100);
        await using var busy = await BusyAsync(batcher, recognizer);
        using var threeHours = batcher.Open();
        for (var i = 0; i < 40; i++) await threeHours.QueueAsync(Segment(1000 + i), default);
        threeHours.Complete();
        using var threeMinutes = batcher.Open();
        var last = Task.FromResult<TranscribedSegment>(null!);
        for (var i = 0; i < 6; i++) last = await threeMinutes.QueueAsync(Segment(i), default);
        threeMinutes.Complete();
        recognizer.Release();

        await last;

        // Six windows in turn with six of the long call: three batches of four.
        var before = recognizer.Batches.Skip(1).TakeWhile(batch => !batch.Contains(5)).Sum(batch => batch.Length);
        Assert.InRange(before, 5, 12);
    }

    [Fact]
    public async Task QueueAsync_CallThatSomebodyWaitsFor_GoesFirst()
    {
        var recognizer = new EchoRecognizer();
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 100);
        await using var busy = await BusyAsync(batcher, recognizer);
        using var usual = batcher.Open();
        for (var i = 0; i < 8; i++) await usual.QueueAsync(Segment(1000 + i), default);
        usual.Complete();
        using var live = batcher.Open(priority: 1);
        for (var i = 0; i < 8; i++) await live.QueueAsync(Segment(i), default);
        live.Complete();
        recognizer.Release();

        await recognizer.Heard(17);

        Assert.All(recognizer.Batches.Skip(1).Take(2).SelectMany(batch => batch), start => Assert.True(start < 1000));
    }

    [Fact]
    public async Task QueueAsync_TwoLanes_TwoBatchesAreAtWorkAtOnce()
    {
        var recognizer = new EchoRecognizer { Lanes = 2 };
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 8);
        using var call = batcher.Open();
        var first = await call.QueueAsync(Segment(1), default);
        var second = await call.QueueAsync(Segment(2), default);
        call.Complete();

        // Nothing is let go yet: both must have been handed over.
        await recognizer.AtWork(2).WaitAsync(TimeSpan.FromSeconds(30));
        recognizer.Release();

        Assert.Equal("at 1", (await first).Text);
        Assert.Equal("at 2", (await second).Text);
    }

    [Fact]
    public async Task DisposeAsync_WindowsWait_TheirCallsAreTold()
    {
        var recognizer = new EchoRecognizer();
        var batcher = new WindowBatcher(recognizer, windowsPerCall: 8);
        var busy = await BusyAsync(batcher, recognizer);
        var call = batcher.Open();
        var waiting = await call.QueueAsync(Segment(1), default);

        await batcher.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => busy.Window);
    }

    private static SpeechSegment Segment(double start) => new() { Channel = 0, Start = start, Samples = new float[16000] };

    /// <summary>A call whose only window occupies the recogniser while others gather behind it.</summary>
    private static async Task<Busy> BusyAsync(WindowBatcher batcher, EchoRecognizer recognizer)
    {
        var call = batcher.Open();
        var window = await call.QueueAsync(Segment(-1), default);
        call.Complete();
        await recognizer.AtWork(1);
        return new Busy(call, window);
    }

    private sealed class Busy(CallQueue call, Task<TranscribedSegment> window) : IAsyncDisposable
    {
        public Task<TranscribedSegment> Window => window;

        public ValueTask DisposeAsync()
        {
            call.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Answers each window with its start, once it is let go.</summary>
    private sealed class EchoRecognizer : ISpeechRecognizer
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim entered = new(0);
        private readonly SemaphoreSlim heard = new(0);
        private readonly List<double[]> batches = [];

        public ModelInfo Info { get; } = new("whisper", "echo", "1");

        public int Lanes { get; init; } = 1;

        public int PreferredBatchSize => 4;

        public LanguageMode Languages => LanguageMode.English;

        public double? BreaksAt { get; init; }

        /// <summary>Starts of the windows of each batch.</summary>
        public IReadOnlyList<double[]> Batches
        {
            get
            {
                lock (batches) return [.. batches];
            }
        }

        public async Task AtWork(int count)
        {
            for (var i = 0; i < count; i++) await entered.WaitAsync();
        }

        public async Task Heard(int windows)
        {
            for (var i = 0; i < windows; i++) await heard.WaitAsync();
        }

        public void Release() => released.TrySetResult();

        public async Task<IReadOnlyList<TranscribedSegment>> TranscribeAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
        {
            entered.Release();
            await released.Task.WaitAsync(cancellationToken);
            if (segments.Any(s => s.Start == BreaksAt)) throw new InvalidOperationException("The model broke.");
            lock (batches) batches.Add([.. segments.Select(s => s.Start)]);
            heard.Release(segments.Count);
            return [.. segments.Select(s => new TranscribedSegment { Channel = s.Channel, Start = s.Start, End = s.End, Text = $"at {s.Start}", Words = [] })];
        }

        public Task<DetectedLanguage?> DetectLanguageAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken) =>
            Task.FromResult<DetectedLanguage?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
