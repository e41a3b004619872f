namespace ConvoIntel.Scoring;

/// <summary>A stretch of time, in seconds.</summary>
internal readonly record struct Interval(double Start, double End)
{
    public double Length => Math.Max(0, End - Start);

    /// <summary>The same time as intervals in order that neither touch nor overlap; empty ones are dropped.</summary>
    public static IReadOnlyList<Interval> Union(IEnumerable<Interval> intervals)
    {
        var union = new List<Interval>();
        foreach (var next in intervals.Where(i => i.Length > 0).OrderBy(i => i.Start).ThenBy(i => i.End))
        {
            if (union.Count > 0 && next.Start <= union[^1].End) union[^1] = union[^1] with { End = Math.Max(union[^1].End, next.End) };
            else union.Add(next);
        }

        return union;
    }

    /// <summary>Seconds covered by both; each a <see cref="Union"/>.</summary>
    public static double Overlap(IReadOnlyList<Interval> one, IReadOnlyList<Interval> other)
    {
        var (seconds, i, j) = (0.0, 0, 0);
        while (i < one.Count && j < other.Count)
        {
            seconds += new Interval(Math.Max(one[i].Start, other[j].Start), Math.Min(one[i].End, other[j].End)).Length;
            if (one[i].End < other[j].End) i++;
            else j++;
        }

        return seconds;
    }
}
