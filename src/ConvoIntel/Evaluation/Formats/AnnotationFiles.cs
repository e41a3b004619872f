using ConvoIntel.Ingestion.Transcripts;

namespace ConvoIntel.Evaluation.Formats;

/// <summary>Reads a file of references or hypotheses, whatever its format.</summary>
internal static class AnnotationFiles
{
    /// <summary>Extensions in the order in which they are believed, where one conversation has several files: best first.</summary>
    public static readonly IReadOnlyList<string> Extensions = [".json", ".stm", ".ctm", ".vtt", ".srt", ".rttm", ".tsv"];

    public static bool IsAnnotation(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// All conversations of one file. A file that holds none is the reference of a recording of its name in which nobody speaks.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="results">Whether a result of ConvoIntel is welcome: as a hypothesis it is, as the truth it would judge itself.</param>
    /// <exception cref="ConvoIntelException">The file cannot be read: <see cref="FailureReason.TranscriptInvalid"/>, with line and remedy.</exception>
    public static IReadOnlyList<Annotation> Read(string path, string text, bool results)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".json") return AnnotationJson.Read(path, text, results);
        // Nothing but blanks and comments.
        if (extension != ".tsv" && RowReader.IsEmpty(text, extension)) return [Silence(path, extension)];
        return extension switch
        {
            ".stm" => StmReader.Read(path, text),
            ".ctm" => CtmReader.Read(path, text),
            ".rttm" => RttmReader.Read(path, text),
            ".tsv" => TaggedLines.Read(path, text),
            _ => [Subtitles(path, text)],
        };
    }

    internal static string Stem(string path) => Path.GetFileNameWithoutExtension(path);

    private static Annotation Silence(string path, string extension) => new()
    {
        Name = Stem(path),
        Path = path,
        Has = AnnotationParts.Times | (extension == ".rttm" ? AnnotationParts.Speakers : AnnotationParts.Words),
        Utterances = [],
    };

    private static Annotation Subtitles(string path, string text)
    {
        var source = Path.GetFileName(path);
        var cues = SubtitleReader.Read(text, source).Cues;
        var speakers = cues.All(cue => cue.Speaker is not null) ? AnnotationParts.Speakers : AnnotationParts.None;
        return new Annotation
        {
            Name = Stem(path),
            Path = path,
            Has = AnnotationParts.Words | AnnotationParts.Times | speakers,
            Utterances = TranscriptReader.ToUtterances([.. cues.OrderBy(cue => cue.Start)], new SpeakerDirectory([]), source),
        };
    }
}
