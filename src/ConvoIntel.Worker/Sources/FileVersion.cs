namespace ConvoIntel.Worker.Sources;

/// <summary>Tells versions of a recording apart, its sidecar's included, without reading them.</summary>
internal static class FileVersion
{
    /// <summary>Size and time of change of the file and of what lies beside it under its name; null where the file is gone.</summary>
    public static string? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return null;
            return string.Join('|', Companions(path).Prepend(file).Select(Of));
        }
        catch (IOException)
        {
            // Gone between two looks, or on a share that just failed: the next look tells.
            return null;
        }
    }

    /// <summary>Of one file, as it stands in a recording's version.</summary>
    public static string Of(FileInfo file) => $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}";

    /// <summary>Sidecars of a recording that are there: x.json, or x.wav.json.</summary>
    public static IEnumerable<FileInfo> Companions(string path) =>
        new[] { Path.ChangeExtension(path, ".json"), path + ".json" }
            .Where(other => !string.Equals(other, path, StringComparison.OrdinalIgnoreCase)).Select(other => new FileInfo(other)).Where(file => file.Exists);
}
