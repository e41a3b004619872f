using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>The models folder: a folder for each model, and <c>.pulls</c> for what is on its way.</summary>
internal sealed class ModelStore(string root)
{
    /// <summary>Beside the models, so that a finished one is moved into place and not copied.</summary>
    public const string PullsFolder = ".pulls";

    public string Root { get; } = Path.GetFullPath(root);

    public string FolderOf(string model) => Path.Combine(Root, model);

    public string FileOf(string model, string path) => Path.Combine(Root, model, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Where a variant of a version is gathered; two of them never mix.</summary>
    public string StagingOf(ManifestModel model, string? variant) => Path.Combine(Root, PullsFolder, model.Name, $"{model.Version}@{variant}");

    public bool IsThere(string model) => Directory.Exists(FolderOf(model));

    /// <summary>Whether all that a variant needs is there; only names are looked at.</summary>
    public bool IsWhole(ManifestModel model, string? variant) =>
        IsThere(model.Name) && model.FilesOf(variant).All(file => file.Optional || File.Exists(FileOf(model.Name, file.Path)));

    /// <summary>Variants that are whole; null stands for a model without variants.</summary>
    public IReadOnlyList<string?> WholeVariants(ManifestModel model) => model.Variants.Count == 0
        ? IsWhole(model, null) ? [null] : []
        : [.. model.Variants.Keys.Where(variant => IsWhole(model, variant))];

    /// <summary>Keeps other pulls away from a model until it is disposed of.</summary>
    /// <exception cref="ConvoIntelException">Another process is at it, or the folder cannot be written.</exception>
    public IDisposable Take(string model)
    {
        var folder = Path.Combine(Root, PullsFolder);
        var guard = Path.Combine(folder, model + ".busy");
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(guard, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (File.Exists(guard))
        {
            throw new ConvoIntelException(FailureReason.DownloadFailed, model, "another pull or removal of it is at work", "Wait for that one to end.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConvoIntelException(
                FailureReason.DownloadFailed, Root, $"the models folder cannot be written ({error.Message.TrimEnd('.')})",
                "Name another with --models or CONVOINTEL_MODELS, or give this account the right to write there.", error);
        }
    }

    /// <summary>Replaces a model's folder by another in two moves; <see cref="Recover"/> mends a stop between them.</summary>
    public void Swap(string model, string staged)
    {
        var old = OldOf(model);
        if (IsThere(model)) Directory.Move(FolderOf(model), old);
        Directory.Move(staged, FolderOf(model));
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }

    /// <summary>Puts back a folder that a stopped swap has moved away, and clears what one has left.</summary>
    public void Recover(string model)
    {
        var old = OldOf(model);
        if (!Directory.Exists(old)) return;
        if (IsThere(model)) Directory.Delete(old, recursive: true);
        else Directory.Move(old, FolderOf(model));
    }

    /// <summary>Deletes a model's folder; moved away first, so that it is never there in part.</summary>
    public void Delete(string model)
    {
        var old = OldOf(model);
        Directory.Move(FolderOf(model), old);
        Directory.Delete(old, recursive: true);
    }

    /// <summary>Deletes what is on its way of a model.</summary>
    public void ClearStaging(string model)
    {
        var folder = Path.Combine(Root, PullsFolder, model);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Removes a model's folder in <c>.pulls</c> where no file is in it. To be called while the model is taken.</summary>
    public void TidyStaging(string model)
    {
        var folder = Path.Combine(Root, PullsFolder, model);
        if (Directory.Exists(folder) && !Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any()) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Removes <c>.pulls</c> where it is empty.</summary>
    public void TidyPulls()
    {
        try
        {
            Directory.Delete(Path.Combine(Root, PullsFolder));
        }
        catch (IOException)
        {
            // Another pull has something in it, or there is none.
        }
    }

    private string OldOf(string model) => Path.Combine(Root, PullsFolder, model + ".replaced");
}
