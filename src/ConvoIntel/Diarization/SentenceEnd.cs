namespace ConvoIntel.Diarization;

/// <summary>Tells sentence ends from the other full stops.</summary>
internal static class SentenceEnd
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "jr.", "sr.", "vs.", "etc.", "approx.", "inc.", "ltd.", "no.", "e.g.", "i.e.",
    };

    /// <summary>True where a sentence ends with <paramref name="word"/>; initials and abbreviations end none.</summary>
    public static bool IsAfter(string word)
    {
        var text = word.AsSpan().Trim().TrimEnd("\"'”’)");
        if (text.Length == 0) return false;
        if (text[^1] is '?' or '!' or '…') return true;
        return text[^1] == '.' && text.Length > 2 && !Abbreviations.Contains(text.ToString());
    }
}
