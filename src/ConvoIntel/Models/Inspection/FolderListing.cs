namespace ConvoIntel.Models.Inspection;

/// <summary>The files of a model's folder.</summary>
internal static class FolderListing
{
    public static IReadOnlyList<DescribedFile> Of(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => new DescribedFile(Relative(folder, file.FullName), file.Length))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    public static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Says which files with weights a graph wants beside it and does not find.</summary>
    public static IEnumerable<string> MissingData(string path, OnnxGraph graph) => graph.ExternalFiles
        .Where(name => !File.Exists(Path.Combine(Path.GetDirectoryName(path)!, name)))
        .Select(name => $"{Path.GetFileName(path)} has its weights in {name}, which is not beside it: pull or copy the model again.");
}
