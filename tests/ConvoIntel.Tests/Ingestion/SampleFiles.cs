namespace ConvoIntel.Tests.Ingestion;

/// <summary>The sample calls of the repository.</summary>
internal static class SampleFiles
{
    public static string Calls { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConvoIntel.sln")))
                return Path.Combine(folder.FullName, "samples", "calls");
        }
        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
