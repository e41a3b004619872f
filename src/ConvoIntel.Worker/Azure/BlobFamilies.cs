using ConvoIntel.Ingestion;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Finds, in a listing that comes in the order of names, the blobs that belong together: a recording, its sidecar, subtitles beside it. Only
/// families that may still grow are held, however long the listing is.
/// </summary>
internal sealed class BlobFamilies
{
    // Families whose names may still come: those of "call" lie among names that begin with "call.", with those of "call.2" amid them.
    private readonly List<BlobFamily> open = [];

    /// <returns>Families that are whole.</returns>
    public IReadOnlyList<BlobFamily> Add(BlobEntry blob)
    {
        var whole = open.Where(family => !blob.Name.StartsWith(family.Stem + ".", StringComparison.Ordinal)).ToArray();
        foreach (var family in whole) open.Remove(family);
        var stem = BlobFamily.StemOf(blob.Name);
        var own = open.Find(family => family.Stem == stem);
        if (own is null) open.Add(own = new BlobFamily(stem));
        own.Members.Add(blob);
        return whole;
    }

    /// <summary>What is left at the end of the listing.</summary>
    public IReadOnlyList<BlobFamily> Rest()
    {
        BlobFamily[] rest = [.. open];
        open.Clear();
        return rest;
    }
}

/// <param name="Name">In the container.</param>
/// <param name="Version">Its ETag.</param>
/// <param name="Changed">When it was written, by the account's clock.</param>
/// <param name="Length">Bytes.</param>
internal sealed record BlobEntry(string Name, string Version, DateTimeOffset Changed, long Length);

/// <summary>Blobs of one name: x.wav, x.json, x.wav.json, x.vtt.</summary>
internal sealed record BlobFamily(string Stem)
{
    public List<BlobEntry> Members { get; } = [];

    /// <summary>Recordings by their names alone, each with the version that its sidecars share in.</summary>
    public IEnumerable<(string Name, string Version)> Recordings() =>
        Members.Where(blob => IsShown(blob.Name) && IsRecording(blob.Name)).Select(blob => (blob.Name, VersionOf(blob)));

    /// <summary>JSON that lies alone: a transcript, by its content, or anything else.</summary>
    public IEnumerable<BlobEntry> LoneJson() =>
        Members.All(blob => RecordingFiles.IsJson(blob.Name)) ? Members.Where(blob => IsShown(blob.Name)) : [];

    /// <summary>Names that a recording's sidecar may have: x.json, or x.wav.json.</summary>
    public static IReadOnlyList<string> SidecarsOf(string name) =>
        RecordingFiles.IsJson(name) ? [] : [WithoutExtension(name) + ".json", name + ".json"];

    /// <summary>A name without what a recording or its sidecar adds to it.</summary>
    public static string StemOf(string name)
    {
        var bare = RecordingFiles.IsJson(name) ? WithoutExtension(name) : name;
        return RecordingFiles.IsAudio(bare) || RecordingFiles.IsSubtitles(bare) ? WithoutExtension(bare) : bare;
    }

    // Subtitles beside a recording are part of it.
    private bool IsRecording(string name) =>
        RecordingFiles.IsAudio(name) || (RecordingFiles.IsSubtitles(name) && !Members.Exists(blob => RecordingFiles.IsAudio(blob.Name)));

    private string VersionOf(BlobEntry blob)
    {
        var sidecars = SidecarsOf(blob.Name).Select(name => Members.Find(other => other.Name == name)).OfType<BlobEntry>();
        return string.Join('|', sidecars.Prepend(blob).Select(one => one.Version));
    }

    private static bool IsShown(string name) => !name.EndsWith('/') && !name.Split('/')[^1].StartsWith('.');

    private static string WithoutExtension(string name) => name[..^Path.GetExtension(name).Length];
}
