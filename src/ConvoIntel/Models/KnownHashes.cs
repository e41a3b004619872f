using ConvoIntel.Models.Download;
using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>The hashes that a model's files must have: the manifest's, else those locked when a file was first seen.</summary>
/// <param name="model">The model.</param>
/// <param name="locked">Its entry in the lock; what another version locked does not count.</param>
internal sealed class KnownHashes(ManifestModel model, LockedModel? locked)
{
    private readonly LockedModel? locked = locked?.Version == model.Version ? locked : null;
    private readonly Dictionary<string, FetchedFile> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LockedFile> fresh = new(StringComparer.Ordinal);

    public string? Of(ManifestFile file) => file.Sha256 ?? locked?.Files.GetValueOrDefault(file.Path)?.Sha256;

    public void Seen(ManifestFile file, FetchedFile came) => seen[file.Path] = came;

    /// <summary>Hashes the files of a pull that the lock does not have yet, and returns of how many no hash was known.</summary>
    public async Task<int> HashAsync(ModelStore store, IReadOnlyList<ManifestFile> files, ModelSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var unknown = 0;
        foreach (var file in files)
        {
            var path = store.FileOf(model.Name, file.Path);
            var expected = Of(file);
            if (!File.Exists(path) || (expected is not null && locked?.Files.GetValueOrDefault(file.Path)?.Sha256 == expected)) continue;
            var came = seen.GetValueOrDefault(file.Path)
                ?? new FetchedFile(await FileHash.OfAsync(path, cancellationToken).ConfigureAwait(false), source.IsPublisher ? model.UrlOf(file).AbsoluteUri : source.Name);
            if (expected is null) unknown++;
            fresh[file.Path] = new LockedFile(came.Sha256, new FileInfo(path).Length, came.From, now);
        }

        return unknown;
    }

    /// <summary>Enters what was hashed into the lock.</summary>
    /// <param name="locks">The lock.</param>
    /// <param name="replace">Whether files of another version go out of it.</param>
    public void Enter(ModelLock locks, bool replace)
    {
        if (replace || locks.Models.GetValueOrDefault(model.Name) is not { } entry || entry.Version != model.Version)
            locks.Models[model.Name] = entry = new LockedModel(model.Version, new SortedDictionary<string, LockedFile>(StringComparer.Ordinal));
        foreach (var (path, file) in fresh) entry.Files[path] = file;
    }
}

/// <param name="Sha256">Hash of what came.</param>
/// <param name="From">Address or path.</param>
internal sealed record FetchedFile(string Sha256, string From);
