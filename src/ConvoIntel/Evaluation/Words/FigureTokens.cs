namespace ConvoIntel.Evaluation.Words;

/// <summary>Words as <see cref="SpokenFigures"/> takes them: figures and letters apart, "and a half" as "point five".</summary>
internal static class FigureTokens
{
    public static List<string> Prepare(IEnumerable<string> words)
    {
        var parts = Suffixes(words.SelectMany(Split).ToList());
        var prepared = new List<string>(parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            if (HalfBefore(parts, i) is { } taken)
            {
                prepared.Add("0.5");
                i += taken - 1;
            }
            else if (prepared.Count > 0 && Matches(parts, i, "and", "a", "half") && NumberWords.IsNumber(prepared[^1]))
            {
                prepared.AddRange(["point", "five"]);
                i += 2;
            }
            else
            {
                prepared.Add(parts[i]);
            }
        }

        return prepared;
    }

    /// <summary>"half a million", "half million", "a half million": words before the scale, or null.</summary>
    private static int? HalfBefore(List<string> words, int at)
    {
        foreach (var form in new string[][] { ["half", "a"], ["a", "half"], ["half"] })
        {
            if (Matches(words, at, form) && at + form.Length < words.Count && NumberWords.Scales.ContainsKey(words[at + form.Length])) return form.Length;
        }

        return null;
    }

    private static bool Matches(List<string> words, int at, params string[] form) =>
        at + form.Length <= words.Count && form.Index().All(part => words[at + part.Index] == part.Item);

    /// <summary>"b747" is "b 747", "10km" is "10 km".</summary>
    private static IEnumerable<string> Split(string word)
    {
        var start = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (!(char.IsDigit(word[i - 1]) && char.IsLetter(word[i])) && !(char.IsLetter(word[i - 1]) && char.IsDigit(word[i]))) continue;
            yield return word[start..i];
            start = i;
        }

        yield return word[start..];
    }

    /// <summary>"10 th" and "1990 s" are one word again.</summary>
    private static List<string> Suffixes(List<string> words)
    {
        var joined = new List<string>(words.Count);
        foreach (var word in words)
        {
            if (word is "st" or "nd" or "rd" or "th" or "s" && joined.Count > 0 && char.IsDigit(joined[^1][^1])) joined[^1] += word;
            else joined.Add(word);
        }

        return joined;
    }
}
