using System.Text.Json.Serialization;

namespace ConvoIntel.Models.Manifest;

/// <summary>The models that ConvoIntel knows by name: <c>manifest.json</c>, described in models/README.md.</summary>
public sealed record ModelManifest
{
    /// <summary>Version of this file's form.</summary>
    public required string Format { get; init; }

    public required IReadOnlyList<ManifestModel> Models { get; init; }

    public ManifestModel? Find(string name) => Models.FirstOrDefault(model => model.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One model, in all its variants.</summary>
public sealed record ManifestModel
{
    // Generated readers set what a file leaves out to null; the setters below take that for their default.
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<ManifestFile>> NoVariants = new Dictionary<string, IReadOnlyList<ManifestFile>>();

    /// <summary>Name of the folder in the models folder, and what settings and the command line call it.</summary>
    public required string Name { get; init; }

    public required ModelKind Kind { get; init; }

    /// <summary>The publisher's revision or release. Files of one version do not change.</summary>
    public required string Version { get; init; }

    /// <summary>SPDX name of the weights' licence.</summary>
    public required string Licence { get; init; }

    /// <summary>The page that describes the model.</summary>
    public required string Source { get; init; }

    /// <summary>Language codes; <c>mul</c> for many; empty where language does not matter.</summary>
    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];

    public string? Description { get; init; }

    /// <summary>True for a model that lies in the repository and is not downloaded.</summary>
    public bool Ships { get; init; }

    /// <summary>What relative addresses of files start with; ends in a slash.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Files that every variant needs.</summary>
    public IReadOnlyList<ManifestFile> Files { get; init => field = value ?? []; } = [];

    /// <summary>The variant that is taken where none is named; null where there are no variants.</summary>
    public string? DefaultVariant { get; init; }

    /// <summary>Files by variant. A Whisper variant has the name of its graphs' ending; <c>fp32</c> stands for the plain names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ManifestFile>> Variants { get; init => field = value ?? NoVariants; } = NoVariants;

    /// <summary>The shared files and those of a variant; null takes no variant's.</summary>
    public IReadOnlyList<ManifestFile> FilesOf(string? variant) =>
        variant is null ? Files : [.. Files, .. Variants.GetValueOrDefault(variant, [])];

    /// <summary>About how many bytes a variant has; null where the size of one of its graphs is not known. Small files that all share may be missing from it.</summary>
    public long? BytesOf(string? variant)
    {
        var graphs = Variants.Count == 0 ? Files : variant is null ? [] : Variants.GetValueOrDefault(variant, []);
        return graphs.Count > 0 && graphs.All(file => file.Bytes is not null || file.Optional) ? FilesOf(variant).Sum(file => file.Bytes ?? 0) : null;
    }

    internal Uri UrlOf(ManifestFile file) => new(new Uri(BaseUrl ?? Source), file.Url ?? file.Path);
}

/// <summary>One file of a model.</summary>
public sealed record ManifestFile
{
    /// <summary>Where it lies in the model's folder, with slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Its address, absolute or relative to <see cref="ManifestModel.BaseUrl"/>; null where that is its path.</summary>
    public string? Url { get; init; }

    /// <summary>Its size; null where it is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>Its SHA-256 in lower-case hex; null where it is not known, and locked on first use.</summary>
    public string? Sha256 { get; init; }

    /// <summary>True where the publisher may not have it: external data that only some exports split off.</summary>
    public bool Optional { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
