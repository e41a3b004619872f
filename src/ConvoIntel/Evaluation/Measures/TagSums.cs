using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation.Measures;

/// <summary>Counts of all tags in one row of numbers, four a tag: recalled, expected, correct, found.</summary>
internal static class TagSums
{
    private const int Width = 4;

    public static double[]? Of(IReadOnlyDictionary<string, Detections>? tags)
    {
        if (tags is null) return null;
        var sums = new double[Tags.All.Count * Width];
        foreach (var (place, tag) in Tags.All.Index())
        {
            var counts = tags.GetValueOrDefault(tag);
            new double[] { counts.Recalled, counts.Expected, counts.Correct, counts.Found }.CopyTo(sums, place * Width);
        }

        return sums;
    }

    /// <summary>Mean F1 over the tags that the references hold: a rare tag weighs as much as a common one.</summary>
    public static double? MacroF1(double[] sums)
    {
        var scores = Rows(sums).Where(row => row[1] > 0).Select(row => F1(row)).ToList();
        return scores.Count > 0 ? scores.Average() : null;
    }

    /// <summary>F1 over all tags together, those that the references never hold included: what is found of them is wrong.</summary>
    public static double? MicroF1(double[] sums)
    {
        var all = new double[Width];
        foreach (var row in Rows(sums))
        {
            for (var i = 0; i < Width; i++) all[i] += row[i];
        }

        return all[1] > 0 ? F1(all) : null;
    }

    public static double F1(double[] counts)
    {
        var recall = counts[1] > 0 ? counts[0] / counts[1] : 0;
        var precision = counts[3] > 0 ? counts[2] / counts[3] : 0;
        return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    }

    private static IEnumerable<double[]> Rows(double[] sums) => sums.Chunk(Width);
}
