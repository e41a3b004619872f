using ConvoIntel.Ingestion;

namespace ConvoIntel.Evaluation.Sets;

/// <summary>Reads a folder as an evaluation set: finds the files, reads and pairs them, and names conditions.</summary>
internal sealed class EvaluationSetReader
{
    private readonly string root;
    private readonly FolderFiles files;
    private readonly List<EvaluationProblem> problems = [];
    private readonly List<string> notes = [];

    private EvaluationSetReader(string path)
    {
        files = FolderFiles.Find(path);
        root = Directory.Exists(path) ? Path.TrimEndingDirectorySeparator(path) : Path.GetDirectoryName(path)!;
    }

    /// <exception cref="ConvoIntelException">There is no such folder (or file). What is wrong with a file is a problem of the set, and stops nothing.</exception>
    public static async Task<EvaluationSet> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var reader = new EvaluationSetReader(Path.GetFullPath(path));
        var annotations = await AnnotationReading.ReadAllAsync(reader.root, reader.files.Annotations, results: false, reader.problems, cancellationToken);
        var conditions = await reader.ReadConditionsAsync(cancellationToken);
        var items = reader.Pair(annotations, conditions);
        var used = items.SelectMany(item => item.Reference.Files.Select(file => file.Path).Append(item.Audio)).OfType<string>()
            .Concat(conditions.Keys).Distinct(StringComparer.Ordinal);
        return new EvaluationSet
        {
            Root = reader.root,
            Items = items,
            Problems = reader.problems,
            Notes = reader.notes,
            Hash = await SetHash.OfAsync(reader.root, used, cancellationToken),
        };
    }

    private async Task<Dictionary<string, ILookup<string, string>>> ReadConditionsAsync(CancellationToken cancellationToken)
    {
        var conditions = new Dictionary<string, ILookup<string, string>>(StringComparer.Ordinal);
        foreach (var file in files.Conditions)
        {
            try
            {
                conditions[file] = ConditionFile.Read(file, await TextFile.ReadAsync(file, FailureReason.TranscriptInvalid, cancellationToken));
            }
            catch (ConvoIntelException error)
            {
                problems.Add(EvaluationProblem.From(root, file, error));
            }
        }

        return conditions;
    }

    private List<EvaluationItem> Pair(IReadOnlyList<Annotation> annotations, Dictionary<string, ILookup<string, string>> conditions)
    {
        var unique = new UniqueNames(root, problems);
        var names = new NameIndex<string>(files.Audio.Where(unique.Add), path => NameIndex.Key(root, path));
        var byItem = new SortedDictionary<string, (string? Audio, List<Annotation> Files)>(StringComparer.Ordinal);
        foreach (var annotation in annotations)
        {
            var found = names.Find(annotation, root, problems, notes);
            if (found is { Ambiguous: true }) continue;
            var key = NameIndex.Key(root, found?.Value ?? Path.Combine(Path.GetDirectoryName(annotation.Path)!, annotation.Name));
            if (!byItem.TryGetValue(key, out var item)) byItem[key] = item = (found?.Value, []);
            item.Files.Add(annotation);
        }

        NoteWithoutReference(byItem.Values.Select(item => item.Audio).OfType<string>().ToHashSet(StringComparer.Ordinal));
        return [.. byItem.Select(item => Item(item.Key, item.Value.Audio, new Annotations(item.Value.Files), conditions))];
    }

    private EvaluationItem Item(string name, string? audio, Annotations reference, Dictionary<string, ILookup<string, string>> conditions) => new()
    {
        Name = name,
        Audio = audio,
        Reference = reference,
        Conditions = Listed(name, conditions) is { Count: > 0 } listed ? listed
            : reference.Conditions is { Count: > 0 } own ? own
            : [name.Contains('/', StringComparison.Ordinal) ? name[..name.LastIndexOf('/')] : Path.GetFileName(root)],
    };

    /// <summary>From the nearest file of conditions at or above the recording that names it.</summary>
    private List<string> Listed(string name, Dictionary<string, ILookup<string, string>> conditions)
    {
        foreach (var (file, rows) in conditions.OrderByDescending(pair => pair.Key.Length))
        {
            var folder = NameIndex.Key(root, Path.Combine(Path.GetDirectoryName(file)!, "x"))[..^1];
            if (!name.StartsWith(folder, StringComparison.Ordinal)) continue;
            var below = name[folder.Length..];
            var found = rows[below].Concat(below.Contains('/', StringComparison.Ordinal) ? rows[below[(below.LastIndexOf('/') + 1)..]] : []).Distinct().ToList();
            if (found.Count > 0) return found;
        }

        return [];
    }

    private void NoteWithoutReference(HashSet<string> paired)
    {
        var alone = files.Audio.Where(audio => !paired.Contains(audio)).Select(audio => EvaluationProblem.Relative(root, audio)).ToList();
        if (alone.Count == 0) return;
        notes.Add($"{alone.Count} recording{(alone.Count == 1 ? " has" : "s have")} no reference and {(alone.Count == 1 ? "was" : "were")} left out: "
            + string.Join(", ", alone.Take(5)) + (alone.Count > 5 ? ", …" : "") + ".");
    }

    /// <summary>x.wav and x.mp3 in one folder are two recordings of one name: only the first can have the reference.</summary>
    private sealed class UniqueNames(string root, List<EvaluationProblem> problems)
    {
        private readonly Dictionary<string, string> seen = new(StringComparer.Ordinal);

        public bool Add(string audio)
        {
            if (seen.TryAdd(NameIndex.Key(root, audio), audio)) return true;
            problems.Add(new EvaluationProblem(EvaluationProblem.Relative(root, audio),
                $"another recording of this folder has the same name ({Path.GetFileName(seen[NameIndex.Key(root, audio)])})", "Rename one of them."));
            return false;
        }
    }
}
