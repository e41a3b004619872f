using System.Text;

namespace ConvoIntel.Worker.Sources;

/// <summary>Puts a finished recording away, with its sidecar, under the same relative path.</summary>
internal static class MovedRecording
{
    public static void Move(string path, string root, string target, ProcessingFailure? failure)
    {
        var relative = Path.GetRelativePath(root, path);
        var destination = Free(Path.Combine(target, relative));
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        // The reason first: a recording among the failed ones always has it.
        if (failure is not null)
            File.WriteAllText(destination + ".txt", $"{Path.GetFileName(path)}: {failure.Problem}. {failure.Remedy} ({failure.Reason})\n", Encoding.UTF8);
        var stem = Path.ChangeExtension(destination, null);
        foreach (var companion in FileVersion.Companions(path).ToArray())
        {
            var beside = companion.FullName == path + ".json" ? destination + ".json" : stem + companion.Extension;
            File.Move(companion.FullName, beside, overwrite: true);
        }
        File.Move(path, destination);
    }

    /// <summary>The path, or with a number where another recording of that name lies there.</summary>
    private static string Free(string path)
    {
        for (var number = 2; File.Exists(path); number++)
        {
            var stem = Path.ChangeExtension(path, null);
            var free = $"{stem}-{number}{Path.GetExtension(path)}";
            if (!File.Exists(free)) return free;
        }
        return path;
    }
}
