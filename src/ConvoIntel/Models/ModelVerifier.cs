using ConvoIntel.Models.Download;
using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>Checks what lies in a model's folder against the manifest and the lock, by every byte.</summary>
internal sealed class ModelVerifier(ModelStore store)
{
    public async IAsyncEnumerable<VerifiedFile> VerifyAsync(
        ManifestModel model, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var locked = ModelLock.Load(store.Root).Models.GetValueOrDefault(model.Name);
        var known = new KnownHashes(model, locked);
        foreach (var file in Expected(model, locked))
        {
            var path = store.FileOf(model.Name, file.Path);
            if (!File.Exists(path))
            {
                if (!file.Optional) yield return new VerifiedFile(model.Name, file.Path, FileState.Missing, "it is not there");
                continue;
            }

            var length = new FileInfo(path).Length;
            if (file.Bytes is { } bytes && bytes != length)
            {
                yield return new VerifiedFile(model.Name, file.Path, FileState.Wrong, $"it has {length} bytes, and {bytes} were expected");
                continue;
            }

            if (known.Of(file) is not { } expected)
            {
                yield return new VerifiedFile(model.Name, file.Path, FileState.Unknown, "no hash is known of it");
                continue;
            }

            var hash = await FileHash.OfAsync(path, cancellationToken).ConfigureAwait(false);
            yield return hash == expected
                ? new VerifiedFile(model.Name, file.Path, FileState.Right, null)
                : new VerifiedFile(model.Name, file.Path, FileState.Wrong, $"its SHA-256 is {hash}, and {expected} was expected");
        }
    }

    /// <summary>Files of the variants that were pulled, which are those of which the lock has a file; else of those that are there in part.</summary>
    private IEnumerable<ManifestFile> Expected(ManifestModel model, LockedModel? locked)
    {
        bool Pulled(ManifestFile file) => locked?.Version == model.Version
            ? locked.Files.ContainsKey(file.Path)
            : File.Exists(store.FileOf(model.Name, file.Path));

        return model.Files.Concat(model.Variants.Values.Where(files => files.Any(Pulled)).SelectMany(files => files)).DistinctBy(file => file.Path);
    }
}
