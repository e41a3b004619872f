using ConvoIntel.Ingestion.Transcripts;

namespace ConvoIntel.Ingestion;

/// <summary>Which files are recordings, and which belong to one.</summary>
internal static class RecordingFiles
{
    private static readonly HashSet<string> Audio = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".mp3", ".m4a", ".aac", ".mp4", ".ogg", ".oga", ".opus", ".flac", ".webm", ".mka", ".mkv", ".mov", ".wma", ".amr", ".aif", ".aiff", ".au",
    };

    private static readonly HashSet<string> Subtitles = new(StringComparer.OrdinalIgnoreCase) { ".vtt", ".srt" };

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    public static IReadOnlyCollection<string> AudioExtensions => Audio;

    public static bool IsAudio(string path) => Audio.Contains(Path.GetExtension(path));

    public static bool IsSubtitles(string path) => Subtitles.Contains(Path.GetExtension(path));

    public static bool IsJson(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    public static bool IsPath(string path) => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal);

    /// <inheritdoc cref="IRecordingSource.Expand"/>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in paths)
        {
            // What cannot be a path is handed on, so that reading it says so.
            var path = IsPath(given) ? Path.GetFullPath(given) : given;
            var files = new List<string>();
            if (Directory.Exists(path))
                Walk(path, Real(path), files, []);
            else if (!IsCompanion(path, File.Exists))
                files.Add(path);
            files.Sort(StringComparer.Ordinal);
            found.AddRange(files.Where(seen.Add));
        }
        return found;
    }

    private static void Walk(string folder, string real, List<string> found, HashSet<string> visited)
    {
        // A link back to a folder on the way would never end; a folder reached twice is read once.
        if (!visited.Add(real))
            return;
        string[] files, folders;
        try
        {
            files = Directory.GetFiles(folder, "*", Everything);
            folders = Directory.GetDirectories(folder, "*", Everything);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            found.Add(folder);
            return;
        }
        var here = new HashSet<string>(files, StringComparer.Ordinal);
        found.AddRange(files.Where(file => !Hidden(file) && IsRecording(file, here.Contains)));
        foreach (var child in folders.Where(child => !Hidden(child)).Order(StringComparer.Ordinal))
            Walk(child, new DirectoryInfo(child).LinkTarget is null ? Path.Combine(real, Path.GetFileName(child)) : Real(child), found, visited);
    }

    private static bool IsRecording(string file, Func<string, bool> exists)
    {
        if (IsAudio(file))
            return true;
        if (IsSubtitles(file))
            return !IsCompanion(file, exists);
        return IsJson(file) && !IsCompanion(file, exists) && JsonTranscript.Peek(file) == JsonContent.Transcript;
    }

    /// <summary>True for a sidecar, for subtitles next to their recording, and for a result of ours.</summary>
    private static bool IsCompanion(string file, Func<string, bool> exists)
    {
        if (!IsSubtitles(file) && !IsJson(file))
            return false;
        // x.json belongs to x.wav, and so does x.wav.json.
        var stem = Path.ChangeExtension(file, null);
        if (Audio.Any(extension => exists(stem + extension)) || (IsAudio(stem) && exists(stem)))
            return true;
        return IsJson(file) && (Subtitles.Any(extension => exists(stem + extension)) || JsonTranscript.Peek(file) == JsonContent.Result);
    }

    private static bool Hidden(string path) => Path.GetFileName(path.AsSpan()).StartsWith('.');

    private static string Real(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
        }
        catch (IOException)
        {
            return folder;
        }
    }
}
