using ConvoIntel.Evaluation.Formats;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Evaluation.Sets;

/// <summary>The files of a folder and its subfolders, told apart by what they are.</summary>
internal sealed record FolderFiles(IReadOnlyList<string> Audio, IReadOnlyList<string> Annotations, IReadOnlyList<string> Conditions)
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        // Links may lead back to where they stand, and hidden folders belong to other programs.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>Takes a folder, or one file of references, which is then the only one of its folder that counts.</summary>
    /// <exception cref="ConvoIntelException">There is no such folder.</exception>
    public static FolderFiles Find(string path)
    {
        var single = File.Exists(path) && AnnotationFiles.IsAnnotation(path);
        var root = single ? Path.GetDirectoryName(path)! : path;
        if (!Directory.Exists(root))
        {
            throw new ConvoIntelException(FailureReason.SourceNotFound, path,
                File.Exists(path) ? "this is no folder, and no file of references that can be read" : "there is no such folder",
                "Name the folder that holds the recordings with their references.");
        }

        var files = Directory.EnumerateFiles(root, "*", Everything).Order(StringComparer.Ordinal).ToList();
        return new(
            [.. files.Where(RecordingFiles.IsAudio)],
            [.. files.Where(file => AnnotationFiles.IsAnnotation(file) && !ConditionFile.Is(file) && (!single || file == path))],
            [.. files.Where(ConditionFile.Is)]);
    }
}
