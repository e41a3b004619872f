using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation;

/// <summary>Sets of time, as intervals in order that do not touch.</summary>
internal static class Intervals
{
    /// <summary>What of <paramref name="time"/> is in none of <paramref name="removed"/>; both in any order.</summary>
    public static IReadOnlyList<Interval> Subtract(IEnumerable<Interval> time, IEnumerable<Interval> removed)
    {
        var left = new List<Interval>();
        var holes = Interval.Union(removed);
        var hole = 0;
        foreach (var stretch in Interval.Union(time))
        {
            var start = stretch.Start;
            while (hole < holes.Count && holes[hole].End <= start) hole++;
            for (var next = hole; next < holes.Count && holes[next].Start < stretch.End; next++)
            {
                if (holes[next].Start > start) left.Add(new Interval(start, holes[next].Start));
                start = Math.Max(start, holes[next].End);
            }

            if (start < stretch.End) left.Add(stretch with { Start = start });
        }

        return left;
    }

    /// <summary>Seconds of a <see cref="Interval.Union"/>.</summary>
    public static double Seconds(IReadOnlyList<Interval> time) => time.Sum(stretch => stretch.Length);

    /// <summary>Whether a moment lies in a <see cref="Interval.Union"/>, ends excluded.</summary>
    public static bool Contains(IReadOnlyList<Interval> time, double moment)
    {
        var (low, high) = (0, time.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (moment < time[middle].Start) high = middle - 1;
            else if (moment >= time[middle].End) low = middle + 1;
            else return true;
        }

        return false;
    }
}
