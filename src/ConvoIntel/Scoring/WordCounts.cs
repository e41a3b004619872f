using ConvoIntel.Conversations;

namespace ConvoIntel.Scoring;

/// <summary>Speaking rate and filler words. A word is what stands between spaces and holds a letter or a digit.</summary>
internal static class WordCounts
{
    /// <summary>Sounds of hesitation; what can also mean something ("like", "so", "actually") is not counted.</summary>
    private static readonly HashSet<string> Hesitations = new(StringComparer.Ordinal)
    {
        "um", "umm", "uhm", "uh", "uhh", "er", "err", "erm", "ehm", "hmm",
    };

    /// <summary>Phrases that fill, unless one of the words before them makes them mean something ("do you know", "what I mean").</summary>
    private static readonly (string First, string Second, HashSet<string> NotAfter)[] Phrases =
    [
        ("you", "know", new(StringComparer.Ordinal) { "do", "did", "don't", "didn't", "if", "let", "would", "will", "as", "when", "once", "before", "should", "could", "can", "how", "what", "that", "than" }),
        ("i", "mean", new(StringComparer.Ordinal) { "what", "do", "did", "that's", "whatever", "if", "which" }),
    ];

    /// <summary>Words of an utterance, lower-case, without punctuation around them.</summary>
    public static IReadOnlyList<string> Words(Utterance utterance) =>
    [
        .. utterance.Text
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Any(char.IsLetterOrDigit))
            .Select(word => Bare(word).ToLowerInvariant().Replace('\u2019', '\'')),
    ];

    /// <summary><c>words ÷ minutes of own speech</c>; utterances without times are left out of both. Null where the side does not speak.</summary>
    public static double? PerMinute(Timeline timeline, ParticipantRole side)
    {
        var minutes = TalkTime.Seconds(timeline.Of(side)) / 60;
        return minutes <= 0 ? null : timeline.Utterances.Where(u => u.Role == side && u.End > u.Start).Sum(u => Words(u).Count) / minutes;
    }

    /// <summary><c>100 × fillers ÷ words</c>; a phrase is one filler. Null where the side says no word.</summary>
    public static double? FillersPerHundred(Timeline timeline, ParticipantRole side)
    {
        var spoken = timeline.Utterances.Where(u => u.Role == side).Select(Words).ToList();
        var words = spoken.Sum(w => w.Count);
        return words == 0 ? null : 100.0 * spoken.Sum(Fillers) / words;
    }

    internal static int Fillers(IReadOnlyList<string> words)
    {
        var count = words.Count(Hesitations.Contains);
        for (var i = 0; i + 1 < words.Count; i++)
        {
            foreach (var (first, second, notAfter) in Phrases)
            {
                if (words[i] == first && words[i + 1] == second && (i == 0 || !notAfter.Contains(words[i - 1]))) count++;
            }
        }

        return count;
    }

    private static string Bare(string word)
    {
        var (start, end) = (0, word.Length);
        while (!char.IsLetterOrDigit(word[start])) start++;
        while (!char.IsLetterOrDigit(word[end - 1])) end--;
        return word[start..end];
    }
}
