namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>
/// Takes the speaker out of "Speaker: text". A colon alone makes no speaker ("One thing: the price"): the words before it must be a
/// role, look like a diarizer's label, or stand before at least two cues.
/// </summary>
internal static class SpeakerPrefix
{
    private const int MaxLength = 40;
    private const int MaxWords = 4;
    private const int MinCues = 2;

    public static IReadOnlyList<TranscriptCue> Split(IReadOnlyList<TranscriptCue> cues)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var label in cues.Where(cue => cue.Speaker is null).Select(cue => Candidate(cue.Text)).OfType<string>())
            counts[label] = counts.GetValueOrDefault(label) + 1;
        return [.. cues.Select(cue => cue.Speaker is null ? Split(cue, counts) : cue)];
    }

    private static TranscriptCue Split(TranscriptCue cue, Dictionary<string, int> counts)
    {
        if (Candidate(cue.Text) is not { } label || (counts[label] < MinCues && !IsLabel(label)))
            return cue;
        var text = cue.Text[(label.Length + 1)..].TrimStart();
        return text.Length == 0 ? cue : cue with { Speaker = label, Text = text };
    }

    private static bool IsLabel(string label) =>
        SpeakerRoles.FromLabel(label) is not null || label.StartsWith("speaker", StringComparison.OrdinalIgnoreCase);

    private static string? Candidate(string text)
    {
        var colon = text.AsSpan(0, Math.Min(text.Length, MaxLength + 1)).IndexOf(':');
        // A clock time or an address has no blank after its colon.
        if (colon <= 0 || colon + 1 >= text.Length || text[colon + 1] != ' ' || text[colon - 1] == ' ')
            return null;
        var label = text[..colon];
        var words = label.Split(' ');
        var name = words.Length <= MaxWords && words.All(word => word.Length > 0 && (char.IsUpper(word[0]) || char.IsDigit(word[0])))
            && label.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '\'' or '’' or '-' or '_');
        return name || IsLabel(label) ? label : null;
    }
}
