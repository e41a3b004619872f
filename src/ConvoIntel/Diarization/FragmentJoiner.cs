namespace ConvoIntel.Diarization;

/// <summary>Joins neighbouring fragments of one speaker that a short pause or a cut in the audio had parted.</summary>
internal static class FragmentJoiner
{
    /// <summary>A sentence of at most so many words ("Yes.") joins the one that follows.</summary>
    private const int TinySentence = 3;

    /// <param name="fragments">In order of start, all channels.</param>
    /// <param name="options">Longest pause and most words.</param>
    public static List<Fragment> Join(IReadOnlyList<Fragment> fragments, DiarizationOptions options)
    {
        var joined = new List<Fragment>();
        foreach (var next in fragments)
        {
            var at = joined.FindLastIndex(fragment => fragment.Channel == next.Channel);
            if (at >= 0 && Belong(joined[at], next, options) && !OthersBetween(fragments, joined[at], next))
                joined[at] = joined[at].Join(next);
            else
                joined.Add(next);
        }

        return joined;
    }

    private static bool Belong(Fragment left, Fragment right, DiarizationOptions options) =>
        right.Start - left.End <= options.JoinPause.TotalSeconds
        && left.Words.Count + right.Words.Count <= options.JoinedWords
        && (left.Words.Count <= TinySentence || !SentenceEnd.IsAfter(left.Words[^1].Text));

    private static bool OthersBetween(IEnumerable<Fragment> fragments, Fragment left, Fragment right) =>
        fragments.Any(other => other.Channel != left.Channel
            && ((other.Start >= left.Start && other.Start <= right.Start) || (other.Start < right.Start && other.End > left.End)));
}
