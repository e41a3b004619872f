using ConvoIntel.Conversations;
using ConvoIntel.Transcription;

namespace ConvoIntel.Diarization;

/// <summary>Splits transcribed segments at pauses, at the ends of sentences, and where they grow too long.</summary>
internal sealed class UtteranceSplitter(DiarizationOptions options)
{
    private static readonly HashSet<string> Openings =
        new(StringComparer.OrdinalIgnoreCase) { "and", "but", "so", "because", "then", "which", "if", "when", "or" };

    public IEnumerable<Fragment> Split(TranscribedSegment segment)
    {
        var words = Words(segment);
        var start = 0;
        for (var i = 1; i <= words.Count; i++)
        {
            var ends = i == words.Count
                || words[i].Start - words[i - 1].End >= options.Pause.TotalSeconds
                || SentenceEnd.IsAfter(words[i - 1].Text);
            if (!ends) continue;
            foreach (var run in Shorten(words[start..i]))
                yield return new Fragment(segment.Channel, run, segment.AverageLogProbability);
            start = i;
        }
    }

    private IEnumerable<List<Word>> Shorten(List<Word> words)
    {
        if (words.Count <= options.MaximumWords) return [words];
        var at = WidestGap(words);
        return [.. Shorten(words[..at]), .. Shorten(words[at..])];
    }

    /// <summary>Looks in the middle half; a comma or a conjunction counts as a little extra silence.</summary>
    private static int WidestGap(List<Word> words)
    {
        const double Comma = 0.3;
        const double Conjunction = 0.15;
        var best = words.Count / 2;
        var widest = double.NegativeInfinity;
        for (var i = words.Count / 4; i <= words.Count * 3 / 4; i++)
        {
            var gap = words[i].Start - words[i - 1].End;
            if (words[i - 1].Text.TrimEnd().EndsWith(',')) gap += Comma;
            if (Openings.Contains(words[i].Text.Trim())) gap += Conjunction;
            if (gap > widest) (best, widest) = (i, gap);
        }

        return Math.Max(1, best);
    }

    /// <summary>The segment's words; where it has none, those of its text, spread by length.</summary>
    private static List<Word> Words(TranscribedSegment segment)
    {
        if (segment.Words.Count > 0) return [.. segment.Words.Where(word => !string.IsNullOrWhiteSpace(word.Text))];
        var texts = segment.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var perCharacter = (segment.End - segment.Start) / Math.Max(1, texts.Sum(text => text.Length));
        var words = new List<Word>(texts.Length);
        var time = segment.Start;
        foreach (var text in texts)
        {
            var end = time + (text.Length * perCharacter);
            words.Add(new Word { Text = text, Start = time, End = end, Timing = WordTiming.Interpolated });
            time = end;
        }

        return words;
    }
}
