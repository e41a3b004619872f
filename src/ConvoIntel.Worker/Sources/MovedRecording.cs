using System.Text;
using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Sources;

/// <summary>
/// Puts a finished recording away, with its sidecar, under the same relative path. Cut off at any moment, it can be done again: the recording
/// leaves first, under a name of the job's own, since one without its sidecar would be found as another; it takes its name last.
/// </summary>
internal static class MovedRecording
{
    public static void Move(Job job, string path, string root, string target, ProcessingFailure? failure)
    {
        var wanted = Path.Combine(target, Path.GetRelativePath(root, path));
        var part = $"{wanted}.{job.Id}.part";
        if (FileVersion.Of(path) == job.Version)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(wanted)!);
            File.Move(path, part, overwrite: true);
        }
        // A recording that changed meanwhile is another job's; without a part, all is done.
        if (!File.Exists(part)) return;

        var destination = Free(wanted);
        // The reason first: a recording among the failed ones always has it.
        if (failure is not null) WriteReason(destination, failure);
        var own = job.Version.Split('|');
        foreach (var companion in FileVersion.Companions(path).Where(file => own.Contains(FileVersion.Of(file))).ToArray())
        {
            var beside = companion.FullName == path + ".json" ? destination + ".json" : Path.ChangeExtension(destination, companion.Extension);
            // Another recording of that name may have landed, and it has the same sidecar.
            if (File.Exists(path)) companion.CopyTo(beside, overwrite: true);
            else companion.MoveTo(beside, overwrite: true);
        }
        File.Move(part, destination);
    }

    public static void WriteReason(string recording, ProcessingFailure failure) =>
        File.WriteAllText(recording + ".txt", $"{Path.GetFileName(recording)}: {failure.Problem}. {failure.Remedy} ({failure.Reason})\n", Encoding.UTF8);

    public static void ForgetReason(string recording) => File.Delete(recording + ".txt");

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
