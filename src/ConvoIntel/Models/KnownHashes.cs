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

    public string? Of(ManifestFile file) => file.Sha256 ?? locked?.Files.GetValueOrDefault(file.Path)?.Sha256;

    public void Seen(ManifestFile file, FetchedFile came) => seen[file.Path] = came;

    /// <summary>Enters all files of a pull into the lock, and returns how many of them no hash was known of.</summary>
    public async Task<int> LockAsync(
        ModelLock locks, ModelStore store, IReadOnlyList<ManifestFile> files, ModelSource source, DateTimeOffset now, bool replace, CancellationToken cancellationToken)
    {
        var entry = replace || locks.Models.GetValueOrDefault(model.Name) is not { } old || old.Version != model.Version
            ? new LockedModel(model.Version, new SortedDictionary<string, LockedFile>(StringComparer.Ordinal))
            : old;
        var added = 0;
        foreach (var file in files)
        {
            var path = store.FileOf(model.Name, file.Path);
            if (!File.Exists(path)) continue;
            var expected = Of(file);
            if (expected is not null && entry.Files.GetValueOrDefault(file.Path)?.Sha256 == expected) continue;
            var came = seen.GetValueOrDefault(file.Path)
                ?? new FetchedFile(await FileHash.OfAsync(path, cancellationToken).ConfigureAwait(false), source.IsPublisher ? model.UrlOf(file).AbsoluteUri : source.Name);
            if (expected is null) added++;
            entry.Files[file.Path] = new LockedFile(came.Sha256, new FileInfo(path).Length, came.From, now);
        }

        locks.Models[model.Name] = entry;
        return added;
    }
}

/// <param name="Sha256">Hash of what came.</param>
/// <param name="From">Address or path.</param>
internal sealed record FetchedFile(string Sha256, string From);
