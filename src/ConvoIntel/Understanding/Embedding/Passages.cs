namespace ConvoIntel.Understanding.Embedding;

/// <summary>
/// The parts of an utterance that are compared each on its own: all of it, its sentences, and windows of words where it is long. A few words
/// that matter are lost in the mean of a long utterance; recognised speech has no full stops, so windows stand in for them.
/// </summary>
internal static class Passages
{
    /// <summary>Words up to which an utterance is compared as a whole alone.</summary>
    private const int ShortWords = 14;

    /// <summary>Words in a window, and how far the next one begins after it.</summary>
    private const int WindowWords = 10;
    private const int Step = 5;

    /// <summary>Words that a sentence needs to be compared on its own: "Yes." and "Thank you." say too little.</summary>
    private const int LeastWords = 3;

    /// <summary>The whole text first; nothing where it holds no word.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!text.Any(char.IsLetterOrDigit)) return [];
        List<string> passages = [string.Join(' ', words)];
        if (words.Length <= ShortWords) return passages;
        foreach (var sentence in Sentences(words))
        {
            if (sentence.Length >= LeastWords) passages.Add(string.Join(' ', sentence));
            for (var first = 0; sentence.Length > ShortWords && first < sentence.Length; first += Step)
            {
                // The last window is a full one too, so that no window is a remnant of two words.
                var from = Math.Min(first, sentence.Length - WindowWords);
                passages.Add(string.Join(' ', sentence.AsSpan(from, WindowWords).ToArray()));
                if (from < first || from + WindowWords == sentence.Length) break;
            }
        }

        return [.. passages.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string[]> Sentences(string[] words)
    {
        var first = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (i + 1 < words.Length && words[i][^1] is not ('.' or '?' or '!' or ';')) continue;
            yield return words[first..(i + 1)];
            first = i + 1;
        }
    }
}
