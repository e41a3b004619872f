namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>
/// Cuts what nobody says in one turn: a whole call in one cue, a cue that a broken export filled. Evidence stays short, and no rule or
/// index meets text of any length.
/// </summary>
internal static class LongCues
{
    /// <summary>Characters; some two minutes of speech.</summary>
    public const int MaxLength = 2_000;

    private static readonly char[] Ends = ['.', '?', '!'];

    /// <summary>The cue as it is, or in pieces that share its time by their length.</summary>
    public static IEnumerable<TranscriptCue> Cut(TranscriptCue cue)
    {
        if (cue.Text.Length <= MaxLength)
        {
            yield return cue;
            yield break;
        }
        var words = cue.Words.OrderBy(word => word.Start).ToArray();
        var used = 0;
        for (var from = 0; from < cue.Text.Length;)
        {
            var to = from + Length(cue.Text.AsSpan(from));
            var isLast = to == cue.Text.Length;
            var end = isLast ? cue.End : At(cue, to);
            var first = used;
            while (used < words.Length && (isLast || words[used].Start < end)) used++;
            var text = cue.Text[from..to].Trim();
            if (text.Length > 0) yield return cue with { Start = At(cue, from), End = end, Text = text, Words = words[first..used] };
            from = to;
        }
    }

    private static double At(TranscriptCue cue, int character) => cue.Start + ((cue.End - cue.Start) * character / cue.Text.Length);

    /// <summary>Up to the last end of a sentence, else the last blank, in the second half of what is allowed; else all of it.</summary>
    private static int Length(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxLength) return text.Length;
        var half = text[(MaxLength / 2)..MaxLength];
        var cut = half.LastIndexOfAny(Ends) is >= 0 and var end ? end + 1 : half.LastIndexOf(' ') + 1;
        if (cut > 0) return (MaxLength / 2) + cut;
        return char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
    }
}
