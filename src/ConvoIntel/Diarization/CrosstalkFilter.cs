namespace ConvoIntel.Diarization;

/// <summary>
/// Removes what one channel picked up from another and the recogniser wrote down twice: nearly the same words at about the
/// same time, the less certain copy goes. It sees only text; the segmentation removes loud and clear echoes before.
/// </summary>
internal static class CrosstalkFilter
{
    /// <summary>Word times of two channels differ by the line's delay and by the alignment's error.</summary>
    private const double Tolerance = 0.5;

    /// <summary>Fewer words in common are chance: both sides say "sounds good" at once.</summary>
    private const int FewestWords = 4;

    /// <summary>Two or three words need this much less log-probability than the other copy.</summary>
    private const double ShortMargin = 0.5;

    public static List<Fragment> Apply(IReadOnlyList<Fragment> fragments, double similarity, out int removed)
    {
        var kept = fragments.Where(fragment => !IsCopy(fragment, fragments, similarity)).ToList();
        removed = fragments.Count - kept.Count;
        return kept;
    }

    private static bool IsCopy(Fragment fragment, IReadOnlyList<Fragment> all, double similarity)
    {
        var words = Normal.Words(fragment.Text);
        if (words.Count < 2) return false;
        var margin = words.Count < FewestWords ? ShortMargin : 0;
        var needed = words.Count < FewestWords ? 1 : similarity;
        return all
            .Where(other => other.Channel != fragment.Channel && Surer(other, fragment, margin) && Near(other, fragment))
            .GroupBy(other => other.Channel)
            .Any(channel => Common(words, WordsNear(channel, fragment)) >= needed * words.Count);
    }

    /// <summary>Of two equally certain copies the one in the higher channel goes, so that never both do.</summary>
    private static bool Surer(Fragment other, Fragment fragment, double margin)
    {
        var difference = other.AverageLogProbability - fragment.AverageLogProbability;
        return difference > margin || (difference == 0 && margin == 0 && other.Channel < fragment.Channel);
    }

    private static bool Near(Fragment other, Fragment fragment) =>
        other.Start < fragment.End + Tolerance && other.End > fragment.Start - Tolerance;

    private static List<string> WordsNear(IEnumerable<Fragment> others, Fragment fragment) =>
        [.. others
            .SelectMany(other => other.Words)
            .Where(word => word.Start < fragment.End + Tolerance && word.End > fragment.Start - Tolerance)
            .OrderBy(word => word.Start)
            .Select(word => Normal.Word(word.Text))
            .Where(word => word.Length > 0)];

    /// <summary>Length of the longest common subsequence of words.</summary>
    private static int Common(List<string> left, List<string> right)
    {
        var previous = new int[right.Count + 1];
        var current = new int[right.Count + 1];
        foreach (var word in left)
        {
            for (var j = 1; j <= right.Count; j++)
                current[j] = word == right[j - 1] ? previous[j - 1] + 1 : Math.Max(previous[j], current[j - 1]);
            (previous, current) = (current, previous);
        }

        return previous[right.Count];
    }
}
