namespace ConvoIntel.IntegrationTests.Models;

/// <summary>A clock on which pauses end at once and are noted, and the longest silence ends only when the test says so.</summary>
internal sealed class PullClock : TimeProvider
{
    /// <summary>Timers of this length are the watch on silence.</summary>
    public static readonly TimeSpan Stall = TimeSpan.FromHours(1);

    private readonly List<TimeSpan> pauses = [];
    private readonly List<StallTimer> watches = [];

    public IReadOnlyList<TimeSpan> Pauses
    {
        get { lock (pauses) return [.. pauses]; }
    }

    public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Stall)
        {
            lock (pauses) pauses.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        var watch = new StallTimer(() => callback(state));
        lock (watches) watches.Add(watch);
        return watch;
    }

    /// <summary>Lets the longest silence pass on every connection that is open.</summary>
    public void EndOfPatience()
    {
        StallTimer[] armed;
        lock (watches) armed = [.. watches];
        foreach (var watch in armed) watch.Fire();
    }

    private sealed class StallTimer(Action fire) : ITimer
    {
        private volatile bool disposed;

        public void Fire()
        {
            if (!disposed) fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !disposed;

        public void Dispose() => disposed = true;

        public ValueTask DisposeAsync()
        {
            disposed = true;
            return default;
        }
    }
}
