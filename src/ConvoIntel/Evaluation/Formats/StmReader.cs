using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation.Formats;

/// <summary>
/// NIST segment time marks: <c>file channel speaker start end [&lt;labels&gt;] words</c>. Rows of <c>inter_segment_gap</c> and rows
/// without words are silence; <c>ignore_time_segment_in_scoring</c> leaves its stretch out of every measure.
/// </summary>
internal static class StmReader
{
    private const string Form = "file channel speaker start end <labels> words";
    private const string Ignored = "ignore_time_segment_in_scoring";
    private const string Gap = "inter_segment_gap";

    public static IReadOnlyList<Annotation> Read(string path, string text)
    {
        var files = new Dictionary<string, (List<Utterance> Said, List<Interval> Unscored)>(StringComparer.Ordinal);
        foreach (var row in RowReader.Read(path, text, least: 5, most: 6, Form))
        {
            var (start, end) = (row.Seconds(3, "start"), row.Seconds(4, "end"));
            if (end < start) throw row.Invalid("the segment ends before it starts", $"A row reads: {Form}, with the end and not the duration.");
            if (!files.TryGetValue(row.Columns[0], out var file)) files[row.Columns[0]] = file = ([], []);
            var (speaker, words) = (row.Columns[2], Words(row.Columns.ElementAtOrDefault(5) ?? ""));
            if (words.Equals(Ignored, StringComparison.OrdinalIgnoreCase)) file.Unscored.Add(new Interval(start, end));
            else if (words.Length > 0 && !speaker.Equals(Gap, StringComparison.OrdinalIgnoreCase))
                file.Said.Add(Turns.Of(speaker, SpeakerRoles.FromLabel(speaker) ?? ParticipantRole.Unknown, start, end, words));
        }

        return
        [
            .. files.Select(file => new Annotation
            {
                Name = file.Key,
                Path = path,
                Has = AnnotationParts.Words | AnnotationParts.Times | AnnotationParts.Speakers,
                Utterances = Turns.InOrder(file.Value.Said),
                Unscored = file.Value.Unscored,
            }),
        ];
    }

    /// <summary>Without labels; of alternatives <c>{ one / other }</c> the first is taken.</summary>
    private static string Words(string rest)
    {
        if (rest.StartsWith('<') && rest.IndexOf('>', StringComparison.Ordinal) is > 0 and var end) rest = rest[(end + 1)..];
        for (int open; (open = rest.IndexOf('{', StringComparison.Ordinal)) >= 0 && rest.IndexOf('}', open) is > 0 and var close;)
        {
            var first = rest[(open + 1)..close].Split(" / ")[0].Replace("@", "", StringComparison.Ordinal);
            rest = string.Concat(rest.AsSpan(0, open), first.Trim(), rest.AsSpan(close + 1));
        }

        return rest.Trim();
    }
}
