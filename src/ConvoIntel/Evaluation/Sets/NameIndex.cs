using ConvoIntel.Evaluation.Formats;

namespace ConvoIntel.Evaluation.Sets;

/// <summary>Finds what an annotation belongs to, by name.</summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class NameIndex<T>
    where T : class
{
    private readonly ILookup<string, (string Key, T Value)> byStem;
    private readonly Dictionary<string, T> byKey;
    private readonly List<(string Key, T Value)> all;

    /// <param name="items">What can be found.</param>
    /// <param name="key">Name of each: its path from the folder without extension.</param>
    public NameIndex(IEnumerable<T> items, Func<T, string> key)
    {
        all = [.. items.Select(item => (key(item), item))];
        byKey = all.ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);
        byStem = all.ToLookup(item => Stem(item.Key), StringComparer.Ordinal);
    }

    /// <summary>
    /// The item of the annotation's name in the same folder; else the only one of that name anywhere; else the one that the annotation's
    /// file is called like; else the only one in the folder whose name ends in it (<c>dev00</c> and <c>ami_dev00.wav</c>), which is noted.
    /// </summary>
    /// <param name="annotation">What was read.</param>
    /// <param name="root">The folder that the annotation's file was found in, or below.</param>
    /// <param name="problems">Receives a name that may stand for several.</param>
    /// <param name="notes">Receives a name that was taken for another.</param>
    /// <returns>Null where there is none; <see cref="Found{T}.Ambiguous"/> where there are several, which is a problem.</returns>
    public Found<T>? Find(Annotation annotation, string root, ICollection<EvaluationProblem> problems, ICollection<string> notes)
    {
        var folder = NameIndex.Key(root, Path.Combine(Path.GetDirectoryName(annotation.Path)!, "x"))[..^1];
        if (byKey.TryGetValue(folder + annotation.Name, out var beside)) return new(beside);
        var named = byStem[annotation.Name].ToList();
        if (named.Count == 1) return new(named[0].Value);
        if (named.Count > 1)
        {
            problems.Add(new EvaluationProblem(EvaluationProblem.Relative(root, annotation.Path),
                $"'{annotation.Name}' may be any of {string.Join(", ", named.Take(3).Select(item => item.Key))}", "Put it into the same folder as the one that is meant."));
            return new(null);
        }

        if (byKey.TryGetValue(folder + AnnotationFiles.Stem(annotation.Path), out var calledLike)) return Noted(annotation, calledLike, notes);
        var near = all.Where(item => item.Key.StartsWith(folder, StringComparison.Ordinal) && PartOf(Stem(item.Key), annotation.Name)).Take(2).ToList();
        return near.Count == 1 ? Noted(annotation, near[0].Value, notes) : null;
    }

    private Found<T> Noted(Annotation annotation, T value, ICollection<string> notes)
    {
        var key = all.First(item => ReferenceEquals(item.Value, value)).Key;
        notes.Add($"'{annotation.Name}' of {Path.GetFileName(annotation.Path)} was taken for {key}.");
        return new(value);
    }

    /// <summary>"dev00" is a part of "ami_dev00", "call1" is none of "call12".</summary>
    private static bool PartOf(string stem, string name) =>
        stem.EndsWith("_" + name, StringComparison.Ordinal) || stem.EndsWith("-" + name, StringComparison.Ordinal)
        || stem.StartsWith(name + "_", StringComparison.Ordinal) || stem.StartsWith(name + "-", StringComparison.Ordinal);

    private static string Stem(string key) => key[(key.LastIndexOf('/') + 1)..];
}

/// <summary>What a name stands for.</summary>
/// <param name="Value">Null where it may stand for several.</param>
internal sealed record Found<T>(T? Value)
    where T : class
{
    public bool Ambiguous => Value is null;
}

/// <summary>Names of conversations within a set.</summary>
internal static class NameIndex
{
    /// <summary>Path from the folder, with slashes and without extension.</summary>
    public static string Key(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        return Ingestion.RecordingFiles.IsAudio(path) ? Path.ChangeExtension(relative, null) : relative;
    }
}
