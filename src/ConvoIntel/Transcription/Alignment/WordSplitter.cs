using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Alignment;

/// <summary>Tokens that make one word, as a range of the token list.</summary>
internal sealed record TokenWord(string Text, int First, int Count);

/// <summary>Joins tokens to words, punctuation to the word it belongs to.</summary>
internal static class WordSplitter
{
    private const string Opening = "\"'“¿([{-";
    private const string Closing = "\"'.。,，!！?？:：”)]}、";
    private static readonly HashSet<string> Unspaced = ["zh", "ja", "th", "lo", "my", "yue"];

    /// <param name="tokenizer">Reads the tokens.</param>
    /// <param name="tokens">Text tokens only.</param>
    /// <param name="language">Languages written without spaces get a word for each character.</param>
    public static IReadOnlyList<TokenWord> Split(WhisperTokenizer tokenizer, IReadOnlyList<int> tokens, string language)
    {
        // 1. Characters may span tokens: a unit is whole once it decodes without a replacement character.
        var words = new List<TokenWord>();
        var start = 0;
        for (var end = 1; end <= tokens.Count; end++)
        {
            var text = tokenizer.Decode(tokens.Skip(start).Take(end - start));
            if (text.EndsWith('\uFFFD') && end < tokens.Count)
                continue;
            var alone = words.Count == 0 || text.StartsWith(' ') || IsPunctuation(text) || Unspaced.Contains(language);
            if (alone)
                words.Add(new TokenWord(text, start, end - start));
            else
                words[^1] = Join(words[^1], text, end - start);
            start = end;
        }

        // 2. A lone quote or bracket goes with the next word, a full stop with the one before.
        for (var i = words.Count - 2; i >= 0; i--)
        {
            if (words[i].Text.StartsWith(' ') && Opening.Contains(words[i].Text.Trim(), StringComparison.Ordinal))
                Merge(words, i);
        }
        for (var i = words.Count - 1; i > 0; i--)
        {
            if (!words[i].Text.StartsWith(' ') && Closing.Contains(words[i].Text, StringComparison.Ordinal))
                Merge(words, i - 1);
        }
        return [.. words.Where(word => word.Text.Trim().Length > 0)];
    }

    private static bool IsPunctuation(string text) => text.Trim() is { Length: 1 } one && char.IsPunctuation(one[0]);

    private static TokenWord Join(TokenWord word, string text, int count) => word with { Text = word.Text + text, Count = word.Count + count };

    private static void Merge(List<TokenWord> words, int index)
    {
        words[index] = Join(words[index], words[index + 1].Text, words[index + 1].Count);
        words.RemoveAt(index + 1);
    }
}
