namespace ConvoIntel.Tests;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(string relative) => Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "ConvoIntel.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No ConvoIntel.sln in any folder above {AppContext.BaseDirectory}.");
    }
}
