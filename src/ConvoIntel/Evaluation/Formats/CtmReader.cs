using ConvoIntel.Conversations;

namespace ConvoIntel.Evaluation.Formats;

/// <summary>
/// NIST time-marked words: <c>file channel start duration word [confidence]</c>. Words of one channel with less than
/// <see cref="Pause"/> between them make an utterance. A CTM file tells channels, not speakers.
/// </summary>
internal static class CtmReader
{
    private const string Form = "file channel start duration word [confidence]";

    /// <summary>Seconds; numbers are not read across it.</summary>
    private const double Pause = 0.65;

    public static IReadOnlyList<Annotation> Read(string path, string text)
    {
        var files = new Dictionary<string, List<(string Channel, Word Word)>>(StringComparer.Ordinal);
        foreach (var row in RowReader.Read(path, text, least: 5, most: 6, Form))
        {
            if (!files.TryGetValue(row.Columns[0], out var words)) files[row.Columns[0]] = words = [];
            // Alternatives are rows of their own between marks; non-speech has a mark for a word.
            if (row.Columns[4] is "<ALT>" or "<ALT_BEGIN>" or "<ALT_END>" or "@") continue;
            var start = row.Seconds(2, "start");
            words.Add((row.Columns[1], new Word { Text = row.Columns[4], Start = start, End = start + row.Seconds(3, "duration"), Timing = WordTiming.Source }));
        }

        return
        [
            .. files.Select(file => new Annotation
            {
                Name = file.Key,
                Path = path,
                Has = AnnotationParts.Words | AnnotationParts.Times,
                Utterances = Turns.InOrder(file.Value.GroupBy(word => word.Channel, word => word.Word).SelectMany(channel => Join(channel.Key, channel))),
            }),
        ];
    }

    private static IEnumerable<Utterance> Join(string channel, IEnumerable<Word> words)
    {
        var open = new List<Word>();
        foreach (var word in words.OrderBy(word => word.Start))
        {
            if (open.Count > 0 && word.Start - open[^1].End > Pause)
            {
                yield return Utterance(channel, open);
                open = [];
            }

            open.Add(word);
        }

        if (open.Count > 0) yield return Utterance(channel, open);
    }

    private static Utterance Utterance(string channel, List<Word> words) => Turns.Of(
        channel, ParticipantRole.Unknown, words[0].Start, words.Max(word => word.End), string.Join(' ', words.Select(word => word.Text)), words);
}
