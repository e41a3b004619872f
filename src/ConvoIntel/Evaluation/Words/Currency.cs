namespace ConvoIntel.Evaluation.Words;

/// <summary>Joins what belongs to one sum, and drops signs that belong to none.</summary>
internal static class Currency
{
    public static List<string> Join(IReadOnlyList<string> words)
    {
        var joined = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (IsSign(word) && i + 1 < words.Count && char.IsDigit(words[i + 1][0])) word += words[++i];
            if (word == "%" && joined.Count > 0 && char.IsDigit(joined[^1][^1])) joined[^1] += "%";
            else if (IsCents(word) && Whole(joined) is { } place) JoinCents(joined, place, word);
            else if (Tidy(word) is { Length: > 0 } tidy) joined.Add(tidy);
        }

        return joined;
    }

    /// <summary>"$2 and ¢70" is $2.70.</summary>
    private static void JoinCents(List<string> joined, int place, string cents)
    {
        joined[place] += "." + cents[1..].PadLeft(2, '0');
        joined.RemoveRange(place + 1, joined.Count - place - 1);
    }

    /// <summary>Where the sum stands that cents can be added to: the last word, or the one before "and".</summary>
    private static int? Whole(List<string> joined)
    {
        var place = joined.Count - (joined.Count > 0 && joined[^1] == "and" ? 2 : 1);
        return place >= 0 && joined[place] is ['$' or '€' or '£', .. var digits] && digits.All(char.IsAsciiDigit) ? place : null;
    }

    private static bool IsCents(string word) => word is ['¢', .. { Length: 1 or 2 } digits] && digits.All(char.IsAsciiDigit);

    private static bool IsSign(string word) => word is "$" or "€" or "£" or "¢";

    private static string Tidy(string word)
    {
        if (word is ['$' or '€' or '£', '0', '.', .. { Length: 1 or 2 } cents] && cents.All(char.IsAsciiDigit)) return "¢" + cents.TrimStart('0');
        // A figure of one is written as a word: "one of them" and "1 of them" are the same.
        if (word is "1" or "1s") return word == "1" ? "one" : "ones";
        return word.AsSpan().IndexOfAnyInRange('0', '9') >= 0 ? word : word.Trim('.', '%', '$', '¢', '€', '£', '\'');
    }
}
