namespace ConvoIntel.IntegrationTests.Support;

/// <summary>Places in the repository that tests read: they run against the samples and models that ship.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Samples { get; } = Path.Combine(Root, "samples");

    public static string Calls { get; } = Path.Combine(Samples, "calls");

    public static string Models { get; } = Path.Combine(Root, "models");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ConvoIntel.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run from a build inside the repository.");
    }
}
