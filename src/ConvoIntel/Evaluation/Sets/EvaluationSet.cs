namespace ConvoIntel.Evaluation.Sets;

/// <summary>A folder of calls with what is true of them.</summary>
internal sealed record EvaluationSet
{
    /// <summary>Full path of the folder.</summary>
    public required string Root { get; init; }

    /// <summary>In order of their names.</summary>
    public required IReadOnlyList<EvaluationItem> Items { get; init; }

    /// <summary>Files that could not be used.</summary>
    public required IReadOnlyList<EvaluationProblem> Problems { get; init; }

    /// <summary>What a reader of the figures should know and need not act on.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>SHA-256 over the names and contents of all files that the set consists of; lower-case hexadecimal.</summary>
    public required string Hash { get; init; }
}

/// <summary>One conversation of a set.</summary>
internal sealed record EvaluationItem
{
    /// <summary>Unique within the set: path of the recording from the set's folder, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the recording; null where there are only annotations.</summary>
    public string? Audio { get; init; }

    public required Annotations Reference { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }
}

/// <summary>A file that was left out of an evaluation.</summary>
/// <param name="File">From the set's folder, where it lies in it.</param>
/// <param name="Problem">What is wrong, as a clause.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
internal sealed record EvaluationProblem(string File, string Problem, string Remedy)
{
    public static EvaluationProblem From(string root, string path, Exception fault) => fault switch
    {
        ConvoIntelException known => new(Relative(root, path), known.Problem, known.Remedy),
        _ => new(Relative(root, path), $"it cannot be read ({fault.Message.TrimEnd('.')})", "Check the file and its permissions, then try again."),
    };

    public static string Relative(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) ? path : relative;
    }
}
