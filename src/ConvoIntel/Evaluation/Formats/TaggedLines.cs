using ConvoIntel.Conversations;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation.Formats;

/// <summary>
/// The tagger's own test sets: <c>side TAB tags TAB words</c> a line, side R or C, tags with commas between them or "-"; a line that
/// begins with # starts the next conversation. Lines have no times: each takes a second of its own.
/// </summary>
internal static class TaggedLines
{
    private const string Form = "R or C, a tab, tags with commas between them or -, a tab, the words.";

    public static IReadOnlyList<Annotation> Read(string path, string text)
    {
        var calls = new List<List<Utterance>> { new() };
        var number = 0;
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith('#')) calls.Add([]);
            else if (!string.IsNullOrWhiteSpace(line)) calls[^1].Add(Line(new Row(path, number, line.Split('\t')), calls[^1].Count));
        }

        var stem = AnnotationFiles.Stem(path);
        return
        [
            .. calls.Where(call => call.Count > 0).Select((call, i) => new Annotation
            {
                Name = $"{stem}-{i + 1:00}",
                Path = path,
                Has = AnnotationParts.Tags,
                Utterances = call,
                Conditions = [stem],
            }),
        ];
    }

    private static Utterance Line(Row row, int index)
    {
        if (row.Columns.Length != 3 || row.Columns[0].Trim() is not ("R" or "C"))
            throw row.Invalid("this is no line of a tagged conversation", $"A line reads: {Form}");
        var rep = row.Columns[0].Trim() == "R";
        return Turns.Of(rep ? "rep" : "customer", rep ? ParticipantRole.Rep : ParticipantRole.Customer, index, index + 1, row.Columns[2].Trim()) with
        {
            Index = index,
            Tags = [.. row.Columns[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(tag => tag != "-").Select(tag => Known(row, tag))],
        };
    }

    private static UtteranceTag Known(Row row, string tag) => Tags.All.Contains(tag)
        ? new UtteranceTag(tag, 1)
        : throw row.Invalid($"'{tag}' is not a tag of the taxonomy", $"The tags are {string.Join(", ", Tags.All)}.");
}
