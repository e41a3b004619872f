using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>Finds the model that a setting names, and says what to do where it is not there.</summary>
/// <param name="store">The models folder.</param>
internal sealed class ModelLocator(ModelStore store)
{
    private readonly Lazy<ModelManifest> manifest = new(() => ManifestReader.Load(store.Root));

    public ModelManifest Manifest => manifest.Value;

    /// <summary>A model's folder.</summary>
    /// <param name="reference">A name, a name and a variant, or a path.</param>
    /// <param name="kind">What it must be.</param>
    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: of another kind, not pulled, or not known.</exception>
    public LocatedModel FindFolder(string reference, ModelKind kind)
    {
        var asked = ModelReference.Parse(reference);
        var entry = asked.IsName ? Manifest.Find(asked.Name) : null;
        var name = entry?.Name ?? asked.Name;
        var folder = asked.IsName && store.IsThere(name) ? store.FolderOf(name)
            : entry is null && Directory.Exists(asked.Name) ? Path.GetFullPath(asked.Name)
            : null;
        var found = entry?.Kind ?? (folder is null ? null : FolderKinds.Guess(folder));
        if (found is not null && found != kind) throw WrongKind(reference, found.Value, kind);
        if (folder is null) throw entry is null ? NotKnown(asked, kind) : NotPulled(entry, asked.Variant);
        if (entry?.Variants.Count > 0 && asked.Variant is { } variant && !HasGraphs(folder, kind, variant)) throw NotPulled(entry, variant);
        return new LocatedModel(folder, asked.Variant ?? (kind == ModelKind.Whisper ? WhisperVariants.Only(folder) : null));
    }

    /// <summary>The one ONNX file of a model: the path itself, or the file in the folder that is named.</summary>
    /// <inheritdoc cref="FindFolder"/>
    public string FindFile(string reference, ModelKind kind)
    {
        if (File.Exists(reference)) return reference;
        var asked = ModelReference.Parse(reference);
        // A path that names a file is one, there or not: whoever opens it says that it is missing.
        if (!asked.IsName && reference.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)) return reference;
        var model = FindFolder(reference, kind);
        return FolderKinds.Graph(model.Folder, model.Variant) ?? throw new ConvoIntelException(
            FailureReason.ModelUnusable, model.Folder, FolderKinds.DescribeGraphs(model.Folder),
            "Name the file itself, or keep one .onnx file in the folder; 'model.onnx' is taken first.");
    }

    private static bool HasGraphs(string folder, ModelKind kind, string variant) =>
        kind == ModelKind.Whisper ? WhisperVariants.Of(folder).Contains(variant) : FolderKinds.Graph(folder, variant) is not null;

    private static ConvoIntelException NotPulled(ManifestModel model, string? variant)
    {
        if (model.Ships)
        {
            return new ConvoIntelException(FailureReason.ModelUnusable, model.Name, "this model ships with ConvoIntel, and its folder is not in the models folder",
                "Copy models/" + model.Name + " from the repository, or name the models folder with --models or CONVOINTEL_MODELS.");
        }

        if (variant is not null && !model.Variants.ContainsKey(variant))
        {
            return NoSuchVariant(model, variant);
        }

        var reference = variant is null || variant == model.DefaultVariant ? model.Name : $"{model.Name}:{variant}";
        return new ConvoIntelException(FailureReason.ModelUnusable, variant is null ? model.Name : $"{model.Name}:{variant}",
            "the model is known, and not on this machine yet", $"Run `convointel models pull {reference}`.");
    }

    public static ConvoIntelException NoSuchVariant(ManifestModel model, string variant) => new(
        FailureReason.ModelUnusable, $"{model.Name}:{variant}",
        model.Variants.Count == 0 ? "the model has no variants" : $"the model has no such variant (it has {string.Join(", ", model.Variants.Keys)})",
        $"`convointel models info {model.Name}` lists them.");

    private ConvoIntelException NotKnown(ModelReference asked, ModelKind kind)
    {
        if (!asked.IsName)
        {
            return new ConvoIntelException(FailureReason.ModelUnusable, asked.Name, "the model folder does not exist",
                "Correct the path, or name a model: `convointel models list` shows what there is.");
        }

        return new ConvoIntelException(FailureReason.ModelUnusable, asked.ToString(),
            $"there is no model of this name, neither in {store.Root} nor in the list of models, and no such folder",
            Hint(asked.Name, model => model.Kind == kind) + "`convointel models list` shows what there is.");
    }

    /// <summary>A question for the user where a known name is near to the one that was typed; empty where none is.</summary>
    public string Hint(string typed, Func<ManifestModel, bool> fits)
    {
        var near = Manifest.Models.Where(fits).Select(model => (model.Name, Distance: EditDistance.Between(model.Name, typed))).MinBy(model => model.Distance);
        return near.Name is not null && near.Distance <= 3 ? $"Is '{near.Name}' meant? " : "";
    }

    private static string Article(ModelKind kind) => (kind == ModelKind.Embedding ? "an " : "a ") + kind.Text();

    private static ConvoIntelException WrongKind(string reference, ModelKind found, ModelKind wanted) => new(
        FailureReason.ModelUnusable, reference, $"that is {Article(found)} model, not {Article(wanted)} model",
        $"`convointel models list --kind {wanted.Text()}` shows those that fit.");
}

/// <param name="Folder">Full path of the model's folder.</param>
/// <param name="Variant">The variant that was named, or the only one that is there; null for the plain names.</param>
internal sealed record LocatedModel(string Folder, string? Variant);
