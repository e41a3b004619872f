using ConvoIntel.Evaluation.Stages;

namespace ConvoIntel.Evaluation.Sets;

/// <summary>Reads what another system made of a set, from files in the same formats as references.</summary>
internal static class HypothesisReader
{
    public static async Task ReadAsync(StageRun run, string path, ICollection<string> notes, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(path);
        var files = FolderFiles.Find(root);
        var annotations = await AnnotationReading.ReadAllAsync(root, files.Annotations, results: true, run.Problems, cancellationToken).ConfigureAwait(false);
        var index = new NameIndex<EvaluationItem>(run.Set.Items, item => item.Name);
        var found = new Dictionary<string, List<Annotation>>(StringComparer.Ordinal);
        var strangers = new List<string>();
        foreach (var annotation in annotations)
        {
            var match = index.Find(annotation, Directory.Exists(root) ? root : Path.GetDirectoryName(root)!, run.Problems, notes);
            if (match is null) strangers.Add(annotation.Name);
            else if (match.Value is { } item) (found.TryGetValue(item.Name, out var list) ? list : found[item.Name] = []).Add(annotation);
        }

        foreach (var item in run.Set.Items) Take(run, item, found.GetValueOrDefault(item.Name));
        if (strangers.Count > 0) notes.Add($"{strangers.Count} of the hypotheses belong to no call of the set: {string.Join(", ", strangers.Take(5))}{(strangers.Count > 5 ? ", …" : "")}.");
    }

    private static void Take(StageRun run, EvaluationItem item, List<Annotation>? found)
    {
        if (found is null)
        {
            run.Problems.Add(new EvaluationProblem(item.Name, "there is no hypothesis for it",
                "Add a file of its name; an empty one says that nothing was heard. It is left out of all figures."));
            return;
        }

        var whole = new Annotations(found);
        run.Add(item, heard => heard with { Whole = whole, Read = null });
    }
}
