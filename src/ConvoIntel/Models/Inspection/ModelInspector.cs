using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models.Inspection;

/// <summary>Describes a model by name or folder, on this machine or only known.</summary>
internal sealed class ModelInspector(ModelStore store, ModelLocator models)
{
    /// <exception cref="ConvoIntelException">There is no such model, or its folder is no supported layout.</exception>
    public ModelDescription Describe(string reference)
    {
        var asked = ModelReference.Parse(reference);
        var entry = asked.IsName ? models.Manifest.Find(asked.Name) : null;
        var name = entry?.Name ?? asked.Name;
        var folder = asked.IsName && store.IsThere(name) ? store.FolderOf(name) : entry is null && Directory.Exists(asked.Name) ? Path.GetFullPath(asked.Name) : null;
        if (folder is null && entry is null) return Describe(models.FindFolder(reference, ModelKind.Whisper).Folder);

        var kind = entry?.Kind ?? FolderKinds.Guess(folder!);
        var about = new ModelDescription
        {
            Name = entry?.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder!)),
            Kind = kind,
            Folder = folder,
            VariantsToPull = entry?.Variants.Keys.ToDictionary(variant => variant, entry.BytesOf) ?? [],
            Version = entry?.Version,
            Licence = entry?.Licence,
            Source = entry?.Source,
            Languages = entry?.Languages ?? [],
            About = entry?.Description,
        };
        if (folder is null) return about with { Variant = asked.Variant };

        var here = kind == ModelKind.Whisper ? WhisperVariants.Of(folder) : entry is null ? [] : [.. store.WholeVariants(entry).OfType<string>()];
        var variant = asked.Variant ?? (here.Contains(WhisperVariants.Plain) ? WhisperVariants.Plain : here.Count > 0 ? here[0] : null);
        about = about with { Variant = variant, VariantsHere = here, Files = FolderListing.Of(folder) };
        return kind == ModelKind.Whisper
            ? WhisperDescriber.Describe(about, folder, variant)
            : GraphDescriber.Describe(about, folder, variant);
    }
}
