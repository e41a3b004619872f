namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>A file that something was done to, perhaps with a sidecar beside it.</summary>
/// <param name="Kind">What it was, and what was done to it; the table counts by it.</param>
/// <param name="Name">File name, unique in the corpus.</param>
/// <param name="Content">Made when it is asked for, always the same: two thousand files need not lie in memory.</param>
/// <param name="Sidecar">Content of the JSON file beside it; null for none.</param>
internal sealed record Mutant(string Kind, string Name, Func<byte[]> Content, Func<byte[]>? Sidecar = null)
{
    /// <summary>Name of the sidecar.</summary>
    public string SidecarName => Path.ChangeExtension(Name, ".json");

    /// <summary>Writes it into a folder; the path of the recording.</summary>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        File.WriteAllBytes(path, Content());
        if (Sidecar is not null) File.WriteAllBytes(Path.Combine(folder, SidecarName), Sidecar());
        return path;
    }
}
