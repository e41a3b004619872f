using ConvoIntel.Evaluation.Formats;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Evaluation.Sets;

/// <summary>Reads many files of annotations; one that cannot be read is a problem and stops none of the others.</summary>
internal static class AnnotationReading
{
    public static async Task<IReadOnlyList<Annotation>> ReadAllAsync(
        string root, IReadOnlyList<string> paths, bool results, ICollection<EvaluationProblem> problems, CancellationToken cancellationToken)
    {
        var read = new List<Annotation>();
        foreach (var path in paths)
        {
            try
            {
                var text = await TextFile.ReadAsync(path, FailureReason.TranscriptInvalid, cancellationToken);
                read.AddRange(AnnotationFiles.Read(path, text, results));
            }
            catch (Exception fault) when (fault is ConvoIntelException or IOException or UnauthorizedAccessException)
            {
                problems.Add(EvaluationProblem.From(root, path, fault));
            }
        }

        return read;
    }
}
