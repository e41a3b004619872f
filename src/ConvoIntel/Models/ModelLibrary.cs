using System.Text.Json;
using ConvoIntel.Models.Download;
using ConvoIntel.Models.Inspection;
using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>The models folder as the command line sees it: what there is, what it is, and how more of it comes.</summary>
public sealed class ModelLibrary : IDisposable
{
    private readonly ModelStore store;
    private readonly ModelLocator locator;
    private readonly HttpClient http;
    private readonly ModelInstaller installer;

    /// <param name="folder">The models folder; null to search for it as every command does.</param>
    /// <param name="time">The clock.</param>
    public ModelLibrary(string? folder, TimeProvider time)
        : this(folder, time, new DownloadOptions(), Random.Shared, FreeSpace)
    {
    }

    internal ModelLibrary(string? folder, TimeProvider time, DownloadOptions options, Random random, Func<string, long> freeSpace)
    {
        store = new ModelStore(folder ?? Inference.ModelFolders.Locate());
        locator = new ModelLocator(store);
        // Redirects are followed by hand, under our rules; the proxy is that of the environment.
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("ConvoIntel/" + typeof(ModelLibrary).Assembly.GetName().Version);
        installer = new ModelInstaller(store, new FileDownloader(http, time, options, random), time, freeSpace);
    }

    /// <summary>Path of the models folder.</summary>
    public string Folder => store.Root;

    /// <summary>The models that are known by name.</summary>
    /// <exception cref="ConvoIntelException">The list cannot be used.</exception>
    public ModelManifest Manifest => locator.Manifest;

    /// <summary>All models that are known, and the folders that are there beside them.</summary>
    public IReadOnlyList<ModelListing> List()
    {
        var known = Manifest.Models.Select(model => new ModelListing(
            model.Name, model.Kind, model.Languages, model.Licence, [.. model.Variants.Keys], store.IsThere(model.Name),
            [.. store.WholeVariants(model).OfType<string>()], model.Ships, Listed: true, BytesOf(model.Name),
            model.BytesOf(model.DefaultVariant), store.IsThere(model.Name) ? store.FolderOf(model.Name) : null));
        return [.. known, .. OwnFolders()];
    }

    /// <summary>Layers, sizes, precision, files, and what ConvoIntel will do with it.</summary>
    /// <param name="reference">A name, a name and a variant, or a folder.</param>
    /// <exception cref="ConvoIntelException">There is no such model, or its folder is no supported layout.</exception>
    public ModelDescription Describe(string reference) => new ModelInspector(store, locator).Describe(reference);

    /// <summary>A known model and the variant that a reference means.</summary>
    /// <exception cref="ConvoIntelException">It is not known.</exception>
    public (ManifestModel Model, string? Variant) Find(string reference, string? variant = null)
    {
        var asked = ModelReference.Parse(reference);
        var model = Manifest.Find(asked.Name) ?? throw new ConvoIntelException(
            FailureReason.ModelUnusable, asked.Name, "the list of models does not have it",
            locator.Hint(asked.Name, known => !known.Ships) + "`convointel models list` shows what can be pulled.");
        if (asked.Variant is not null && variant is not null && asked.Variant != variant)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, reference, $"two variants are named, {asked.Variant} and {variant}", "Name one.");
        }

        var chosen = asked.Variant ?? variant;
        if (chosen is not null && !model.Variants.ContainsKey(chosen)) throw ModelLocator.NoSuchVariant(model, chosen);
        return (model, chosen);
    }

    /// <summary>Brings a model into the folder.</summary>
    /// <param name="model">What to bring.</param>
    /// <param name="variant">A variant of it; null for its default.</param>
    /// <param name="source">A folder or an address to take it from; null for the environment's mirror, else the publisher.</param>
    /// <param name="relock">Takes files that differ from the lock, and locks them instead.</param>
    /// <param name="progress">Told of each step, on this thread.</param>
    /// <param name="cancellationToken">Ends the pull; what came stays for the next.</param>
    /// <exception cref="ConvoIntelException">It cannot be had; nothing of it is in the folder then.</exception>
    public async Task<PullResult> PullAsync(
        ManifestModel model, string? variant, string? source, bool relock, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        if (model.Ships)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, model.Name, "this model ships with ConvoIntel and is not downloaded",
                $"Its folder is models/{model.Name} in the repository.");
        }

        var from = source is null
            ? ModelSource.Parse(Environment.GetEnvironmentVariable(ModelSource.Variable), ModelSource.Variable)
            : ModelSource.Parse(source, "--source");
        try
        {
            return await installer.PullAsync(model, variant ?? model.DefaultVariant, from, relock, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            store.TidyPulls();
        }
    }

    /// <summary>Checks the files of a model.</summary>
    public IAsyncEnumerable<VerifiedFile> VerifyAsync(ManifestModel model, CancellationToken cancellationToken) =>
        new ModelVerifier(store).VerifyAsync(model, cancellationToken);

    /// <summary>Deletes a pulled model, or one variant of it. Its hashes stay locked.</summary>
    /// <returns>Bytes that were freed; 0 where nothing was there.</returns>
    /// <exception cref="ConvoIntelException">It ships with ConvoIntel, or another process is at it.</exception>
    public long Remove(ManifestModel model, string? variant)
    {
        if (model.Ships)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, model.Name, "this model ships with ConvoIntel", "Delete its folder by hand if you must.");
        }

        var before = BytesOf(model.Name) ?? 0;
        using (store.Take(model.Name))
        {
            store.Recover(model.Name);
            store.ClearStaging(model.Name);
            if (!store.IsThere(model.Name)) before = 0;
            else if (variant is null || store.WholeVariants(model).All(other => other == variant)) store.Delete(model.Name);
            else foreach (var file in model.Variants[variant]) File.Delete(store.FileOf(model.Name, file.Path));
        }

        store.TidyPulls();
        return before - (BytesOf(model.Name) ?? 0);
    }

    /// <summary>As JSON, for scripts.</summary>
    public static string Json(IReadOnlyList<ModelListing> listing) => JsonSerializer.Serialize(listing, DescriptionJsonContext.Default.IReadOnlyListModelListing);

    /// <summary>As JSON, for scripts.</summary>
    public static string Json(ModelDescription description) => JsonSerializer.Serialize(description, DescriptionJsonContext.Default.ModelDescription);

    /// <summary>As JSON, for scripts.</summary>
    public static string Json(IReadOnlyList<VerifiedFile> files) => JsonSerializer.Serialize(files, DescriptionJsonContext.Default.IReadOnlyListVerifiedFile);

    public void Dispose() => http.Dispose();

    private IEnumerable<ModelListing> OwnFolders()
    {
        if (!Directory.Exists(store.Root)) return [];
        return Directory.EnumerateDirectories(store.Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .Where(name => SafeNames.IsName(name) && Manifest.Find(name) is null && WhisperVariants.Graphs(store.FolderOf(name)).Any())
            .Select(name => (Name: name, Kind: FolderKinds.Guess(store.FolderOf(name))))
            .Select(own => new ModelListing(own.Name, own.Kind, [], null, [], Here: true,
                own.Kind == ModelKind.Whisper ? WhisperVariants.Of(store.FolderOf(own.Name)) : [], Ships: false, Listed: false, BytesOf(own.Name), null, store.FolderOf(own.Name)));
    }

    private static long FreeSpace(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // A share that does not tell: the write itself will, if there is no room.
            return long.MaxValue;
        }
    }

    private long? BytesOf(string model) => store.IsThere(model) ? FolderListing.Of(store.FolderOf(model)).Sum(file => file.Bytes) : null;
}
