using ConvoIntel.Models.Download;
using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>The folder that a pull fills, beside the installed one, and the moves that end it.</summary>
/// <param name="store">The models folder.</param>
/// <param name="model">The model.</param>
/// <param name="variant">The variant that is pulled; null where there are none.</param>
/// <param name="fromInstalled">Whether files of the installed folder count as there.</param>
internal sealed class PullFolder(ModelStore store, ManifestModel model, string? variant, bool fromInstalled)
{
    private readonly string staging = store.StagingOf(model, variant);
    private readonly HashSet<string> staged = new(StringComparer.Ordinal);

    /// <summary>Whether a file is installed, or staged by a pull that was stopped, and the one that is expected.</summary>
    public async Task<bool> HasAsync(ManifestFile file, KnownHashes known, CancellationToken cancellationToken)
    {
        if (fromInstalled && await IsRightAsync(store.FileOf(model.Name, file.Path), file, known, cancellationToken).ConfigureAwait(false)) return true;
        if (await IsRightAsync(Staged(file), file, known, cancellationToken).ConfigureAwait(false)) staged.Add(file.Path);
        return false;
    }

    public bool IsStaged(ManifestFile file) => staged.Contains(file.Path);

    /// <summary>Bytes of a file that a stopped pull has left.</summary>
    public long PartOf(ManifestFile file) => new PartFile(Staged(file)).Length;

    /// <summary>Where to put a file.</summary>
    public string Prepare(ManifestFile file)
    {
        var path = Staged(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public void Install(bool replace, IReadOnlyList<ManifestFile> files)
    {
        // Optional files that the publisher does not have may leave nothing at all.
        if (!Directory.Exists(staging)) return;
        if (replace || !store.IsThere(model.Name))
        {
            store.Swap(model.Name, staging);
            return;
        }

        // One more variant: the others stay usable throughout. Graphs come after what they share.
        foreach (var file in files.Where(file => File.Exists(Staged(file)))) Move(file);
        Directory.Delete(staging, recursive: true);
    }

    public long InstalledBytes(IEnumerable<ManifestFile> files) =>
        files.Select(file => new FileInfo(store.FileOf(model.Name, file.Path))).Where(file => file.Exists).Sum(file => file.Length);

    private void Move(ManifestFile file)
    {
        var target = store.FileOf(model.Name, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(Staged(file), target, overwrite: true);
    }

    private string Staged(ManifestFile file) => Path.Combine(staging, file.Path.Replace('/', Path.DirectorySeparatorChar));

    private static async Task<bool> IsRightAsync(string path, ManifestFile file, KnownHashes known, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) || (file.Bytes is { } bytes && new FileInfo(path).Length != bytes)) return false;
        if (known.Of(file) is not { } expected) return true;
        return await FileHash.OfAsync(path, cancellationToken).ConfigureAwait(false) == expected;
    }
}
