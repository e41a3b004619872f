using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Evaluation.Formats;

/// <summary>Rich transcription time marks: who speaks when. Rows other than <c>SPEAKER</c> are left alone.</summary>
internal static class RttmReader
{
    private const string Form = "SPEAKER file channel start duration <NA> <NA> speaker <NA> <NA>";

    public static IReadOnlyList<Annotation> Read(string path, string text)
    {
        var files = new Dictionary<string, List<Utterance>>(StringComparer.Ordinal);
        foreach (var row in RowReader.Read(path, text, least: 2, most: 10, Form))
        {
            if (!files.TryGetValue(row.Columns[1], out var said)) files[row.Columns[1]] = said = [];
            if (row.Columns[0] != "SPEAKER") continue;
            if (row.Columns.Length < 8) throw row.Invalid($"there are {row.Columns.Length} columns, at least 8 are needed", $"A row reads: {Form}");
            var (start, speaker) = (row.Seconds(3, "start"), row.Columns[7]);
            said.Add(Turns.Of(speaker, SpeakerRoles.FromLabel(speaker) ?? ParticipantRole.Unknown, start, start + row.Seconds(4, "duration"), ""));
        }

        return
        [
            .. files.Select(file => new Annotation
            {
                Name = file.Key,
                Path = path,
                Has = AnnotationParts.Times | AnnotationParts.Speakers,
                Utterances = Turns.InOrder(file.Value),
            }),
        ];
    }
}
