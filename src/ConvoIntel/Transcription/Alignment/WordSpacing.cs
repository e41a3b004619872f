namespace ConvoIntel.Transcription.Alignment;

/// <summary>
/// Gives every word some time. Attention that jumps ahead leaves words without any, which nobody can click or hear;
/// they share the time of the next word that has some, by their letters.
/// </summary>
internal static class WordSpacing
{
    // Two encoder positions: no word of speech is shorter.
    private const double Shortest = 0.04;

    /// <param name="bounds">Seconds at which each token begins, and the last one ends; changed at the words' edges.</param>
    /// <param name="words">In order, each a range of tokens.</param>
    public static void Spread(double[] bounds, IReadOnlyList<TokenWord> words)
    {
        double End(int word) => bounds[words[word].First + words[word].Count];

        for (var first = 0; first < words.Count; first++)
        {
            var last = first;
            while (last + 1 < words.Count && End(last) - bounds[words[last].First] < Shortest)
                last++;
            // At the end of the text there is no next word: the one before gives of its time.
            if (last == words.Count - 1 && End(last) - bounds[words[last].First] < Shortest && first > 0)
                first--;
            Share(bounds, words, first, last);
            first = last;
        }
    }

    private static void Share(double[] bounds, IReadOnlyList<TokenWord> words, int first, int last)
    {
        if (first == last)
            return;
        var start = bounds[words[first].First];
        var end = bounds[words[last].First + words[last].Count];
        var letters = Enumerable.Range(first, last - first + 1).Sum(i => words[i].Text.Length);
        var before = 0;
        for (var i = first; i < last; i++)
        {
            before += words[i].Text.Length;
            bounds[words[i].First + words[i].Count] = bounds[words[i + 1].First] = start + ((end - start) * before / letters);
        }
    }
}
