using System.Text.Json;

namespace ConvoIntel.Models.Manifest;

/// <summary>Reads the manifest and trusts none of it before it is checked.</summary>
internal static class ManifestReader
{
    public const string FileName = "manifest.json";
    public const string CurrentFormat = "convointel/models/1";

    /// <summary>The manifest of a models folder; where it has none, the one that this version was built with.</summary>
    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: unreadable, not a manifest, or with names that lead elsewhere.</exception>
    public static ModelManifest Load(string modelsFolder)
    {
        var path = Path.Combine(modelsFolder, FileName);
        try
        {
            if (File.Exists(path)) return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, $"the list of models cannot be read ({error.Message.TrimEnd('.')})", error);
        }

        using var stream = typeof(ManifestReader).Assembly.GetManifestResourceStream("ConvoIntel.Models.manifest.json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Parse(copy.ToArray(), "the built-in list of models");
    }

    public static ModelManifest Parse(ReadOnlySpan<byte> json, string source)
    {
        ModelManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, ManifestJsonContext.Default.ModelManifest) ?? throw Unusable(source, "the list of models is null");
        }
        catch (JsonException error)
        {
            throw Unusable(source, $"the list of models cannot be read (line {error.LineNumber + 1}: {error.Message.Split(" Path:")[0].TrimEnd('.')})", error);
        }

        if (manifest.Format != CurrentFormat) throw Unusable(source, $"the list has format '{manifest.Format}'; this version reads '{CurrentFormat}'");
        if (Faults(manifest).FirstOrDefault() is { } fault) throw Unusable(source, fault);
        return manifest;
    }

    private static IEnumerable<string> Faults(ModelManifest manifest)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in manifest.Models)
        {
            if (!SafeNames.IsName(model.Name)) yield return $"'{model.Name}' cannot be the name of a model";
            if (!names.Add(model.Name)) yield return $"'{model.Name}' is listed twice";
            foreach (var fault in Faults(model)) yield return $"{model.Name}: {fault}";
        }
    }

    private static IEnumerable<string> Faults(ManifestModel model)
    {
        if (!SafeNames.IsVersion(model.Version)) yield return $"'{model.Version}' cannot be a version";
        if (model.BaseUrl is { } url && (!IsHttps(url) || !url.EndsWith('/'))) yield return "baseUrl is not an https address that ends in a slash";
        if (!model.Ships && model.BaseUrl is null) yield return "there is no baseUrl, and the model does not ship";
        if (!model.Ships && model.Files.Count == 0 && model.Variants.Count == 0) yield return "it has no files";
        if (model.Variants.Keys.FirstOrDefault(variant => !SafeNames.IsVariant(variant)) is { } name) yield return $"'{name}' cannot be the name of a variant";
        if (model.Variants.Count > 0 && (model.DefaultVariant is null || !model.Variants.ContainsKey(model.DefaultVariant)))
            yield return "defaultVariant names none of its variants";
        if (model.Variants.Count == 0 && model.DefaultVariant is not null) yield return "it has a defaultVariant and no variants";
        foreach (var variant in model.Variants.Keys.Cast<string?>().Append(null))
        {
            var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var file in model.FilesOf(variant))
            {
                if (!SafeNames.IsFilePath(file.Path)) yield return $"'{file.Path}' is no path within a model's folder";
                else if (!paths.Add(file.Path)) yield return $"'{file.Path}' is listed twice";
                else if (model.BaseUrl is not null && !IsHttps(model.UrlOf(file).AbsoluteUri)) yield return $"{file.Path}: only https addresses are taken";
                else if (file.Bytes is < 0) yield return $"{file.Path}: its size is negative";
                else if (file.Sha256 is not null && !SafeNames.IsHash(file.Sha256)) yield return $"{file.Path}: sha256 is not 64 lower-case hex digits";
            }
        }
    }

    private static bool IsHttps(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    private static ConvoIntelException Unusable(string source, string problem, Exception? inner = null) => new(
        FailureReason.ModelUnusable, source, problem, "Take the file again from the version you run, or correct it (models/README.md describes it).", inner);
}
