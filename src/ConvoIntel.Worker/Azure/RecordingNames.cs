using ConvoIntel.Ingestion;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Which blobs are recordings, by their names alone: what is inside is known only once it is fetched. Transcripts in JSON, which only
/// their content tells from sidecars, are therefore not found.
/// </summary>
internal static class RecordingNames
{
    /// <param name="name">A blob's name.</param>
    /// <param name="exists">Whether another blob is there: subtitles beside a recording are part of it.</param>
    public static bool IsRecording(string name, Func<string, bool> exists)
    {
        if (name.EndsWith('/') || name.Split('/')[^1].StartsWith('.')) return false;
        if (RecordingFiles.IsAudio(name)) return true;
        return RecordingFiles.IsSubtitles(name) && !RecordingFiles.AudioExtensions.Any(extension => exists(Stem(name) + extension));
    }

    /// <summary>Names that a recording's sidecar may have: x.json, or x.wav.json.</summary>
    public static IReadOnlyList<string> SidecarsOf(string name) => [Stem(name) + ".json", name + ".json"];

    private static string Stem(string name) => name[..^Path.GetExtension(name).Length];
}
