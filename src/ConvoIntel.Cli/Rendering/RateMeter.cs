namespace ConvoIntel.Cli.Rendering;

/// <summary>Bytes a second over the last seconds; what was there before a download went on does not count as speed.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(long At, long Bytes)> marks = new();

    /// <summary>Notes how many bytes there are. A number lower than the last begins anew.</summary>
    public void Mark(long bytes)
    {
        var now = time.GetTimestamp();
        if (marks.Count > 0 && bytes < marks.Last().Bytes) marks.Clear();
        marks.Enqueue((now, bytes));
        while (marks.Count > 2 && time.GetElapsedTime(marks.Peek().At, now) > Window) marks.Dequeue();
    }

    /// <summary>Forgets what was, after a pause that is no slowness of the line.</summary>
    public void Pause() => marks.Clear();

    /// <summary>Bytes a second; null until there is something to go by.</summary>
    public double? Rate
    {
        get
        {
            if (marks.Count < 2) return null;
            var (first, last) = (marks.Peek(), marks.Last());
            var seconds = time.GetElapsedTime(first.At, last.At).TotalSeconds;
            return seconds >= 0.2 && last.Bytes > first.Bytes ? (last.Bytes - first.Bytes) / seconds : null;
        }
    }
}
