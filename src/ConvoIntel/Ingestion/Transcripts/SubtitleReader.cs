using System.Globalization;

namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>Reads WebVTT (W3C) and SubRip: blocks of lines with a line of times in each.</summary>
internal static class SubtitleReader
{
    private const string Arrow = "-->";

    public static TranscriptCues Read(string text, string source)
    {
        var cues = new List<TranscriptCue>();
        var untimed = 0;
        var block = new List<string>();
        using var reader = new StringReader(text.Replace('\0', ' '));
        string? line;
        do
        {
            line = reader.ReadLine();
            if (!string.IsNullOrWhiteSpace(line))
            {
                block.Add(line);
                continue;
            }
            if (block.Count > 0 && !IsHeading(block[0]) && !TryRead(block, cues))
                untimed++;
            block.Clear();
        }
        while (line is not null);

        if (cues.Count == 0)
        {
            throw new ConvoIntelException(FailureReason.TranscriptInvalid, source, "the file holds no cue with times and text",
                "Export it again as WebVTT or SRT, with lines such as 00:01.000 --> 00:04.000.");
        }
        var warnings = untimed == 0 ? Array.Empty<string>() : [$"{untimed} blocks of the transcript have no readable times and were left out."];
        return new TranscriptCues(SpeakerPrefix.Split(cues), warnings);
    }

    private static bool IsHeading(string line) =>
        line.StartsWith("WEBVTT", StringComparison.Ordinal) || line.StartsWith("NOTE", StringComparison.Ordinal)
        || line.StartsWith("STYLE", StringComparison.Ordinal) || line.StartsWith("REGION", StringComparison.Ordinal);

    /// <returns>False where the block has no times; a timed block without text is a cue of silence and no fault.</returns>
    private static bool TryRead(List<string> block, List<TranscriptCue> cues)
    {
        // The times stand in the first line, or in the second after an identifier.
        var times = block.FindIndex(0, Math.Min(2, block.Count), line => line.Contains(Arrow, StringComparison.Ordinal));
        if (times < 0)
            return false;
        var arrow = block[times].IndexOf(Arrow, StringComparison.Ordinal);
        var after = block[times].AsSpan(arrow + Arrow.Length).Trim();
        // Settings such as "align:start position:10%" follow the end after a blank.
        var blank = after.IndexOfAny(' ', '\t');
        if (!TryTime(block[times].AsSpan(0, arrow), out var start) || !TryTime(blank < 0 ? after : after[..blank], out var end))
            return false;
        var text = CueText.Clean(string.Join(' ', block.Skip(times + 1)), out var voice);
        if (text.Length > 0)
            cues.Add(new TranscriptCue { Speaker = voice, Start = start, End = end, Text = text });
        return true;
    }

    /// <summary>Reads <c>hh:mm:ss.mmm</c>, hours left out or not, with a point or a comma.</summary>
    private static bool TryTime(ReadOnlySpan<char> text, out double seconds)
    {
        seconds = 0;
        text = text.Trim();
        var parts = 0;
        while (true)
        {
            var colon = text.IndexOf(':');
            if (colon < 0)
                break;
            if (!int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || ++parts > 2)
                return false;
            seconds = (seconds + number) * 60;
            text = text[(colon + 1)..];
        }
        Span<char> last = stackalloc char[16];
        if (parts == 0 || text.Length > last.Length)
            return false;
        text.Replace(last, ',', '.');
        if (!double.TryParse(last[..text.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rest))
            return false;
        seconds += rest;
        return true;
    }
}
