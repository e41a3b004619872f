using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>Where files come from: the publisher, a mirror, or a folder.</summary>
internal sealed class ModelSource
{
    /// <summary>Environment variable that names a mirror or a folder for every pull.</summary>
    public const string Variable = "CONVOINTEL_MODELS_MIRROR";

    private readonly string? folder;
    private readonly string? mirror;

    private ModelSource(string? folder, string? mirror)
    {
        this.folder = folder;
        this.mirror = mirror;
    }

    /// <summary>The addresses of the manifest.</summary>
    public static ModelSource Publisher { get; } = new(null, null);

    public bool IsFolder => folder is not null;

    public bool IsPublisher => folder is null && mirror is null;

    /// <summary>What messages call it.</summary>
    public string Name => folder ?? mirror ?? "the publisher";

    /// <param name="given">What the user named; null or empty for the publisher.</param>
    /// <param name="origin">The option or variable that it stands in, for messages.</param>
    /// <exception cref="ConvoIntelException">Neither a folder nor an address.</exception>
    public static ModelSource Parse(string? given, string origin)
    {
        if (string.IsNullOrWhiteSpace(given)) return Publisher;
        // {host} and {path} are no part of an address, and yet the rest must be one.
        var plain = given.Replace("{host}", "host", StringComparison.Ordinal).Replace("{path}", "path", StringComparison.Ordinal);
        if (Uri.TryCreate(plain, UriKind.Absolute, out var uri))
        {
            if (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) return new ModelSource(null, given);
            if (!uri.IsFile) throw Unusable(given, origin, $"{uri.Scheme}: addresses are not read");
            given = uri.LocalPath;
        }

        var path = Path.GetFullPath(given);
        return Directory.Exists(path) ? new ModelSource(path, null) : throw Unusable(given, origin, "there is no such folder");
    }

    /// <summary>Address of a file, at the publisher or the mirror.</summary>
    public Uri UrlOf(ManifestModel model, ManifestFile file)
    {
        if (mirror is null) return model.UrlOf(file);
        if (!mirror.Contains("{path}", StringComparison.Ordinal))
            return new Uri($"{mirror.TrimEnd('/')}/{Uri.EscapeDataString(model.Name)}/{string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString))}");
        var original = model.UrlOf(file);
        return new Uri(mirror
            .Replace("{host}", original.Host, StringComparison.Ordinal)
            .Replace("{path}", original.PathAndQuery.TrimStart('/'), StringComparison.Ordinal));
    }

    /// <summary>A file in the folder: as a models folder has it, as the model's own folder has it, or under the publisher's name.</summary>
    public string? FindFile(ManifestModel model, ManifestFile file)
    {
        string[] names = file.Url is { } url && !url.Contains(':', StringComparison.Ordinal) && SafeNames.IsFilePath(Uri.UnescapeDataString(url))
            ? [file.Path, Uri.UnescapeDataString(url)]
            : [file.Path];
        return names
            .SelectMany(name => new[] { Path.Combine(folder!, model.Name, name), Path.Combine(folder!, name) })
            .FirstOrDefault(File.Exists);
    }

    private static ConvoIntelException Unusable(string given, string origin, string problem) => new(
        FailureReason.SourceNotFound, given, problem, $"{origin} takes a folder of model folders, or an http(s) address under which they lie.");
}
