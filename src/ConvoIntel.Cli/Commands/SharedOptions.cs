using System.CommandLine;

namespace ConvoIntel.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class SharedOptions
{
    public const string BookVariable = "CONVOINTEL_BOOK";

    /// <summary>The deal book: a SQLite file.</summary>
    public static Option<FileInfo> Book() => new("--book", "-b")
    {
        Description = $"The deal book, a SQLite file; made when it does not exist. {BookVariable} sets another default.",
        DefaultValueFactory = _ => new FileInfo(Environment.GetEnvironmentVariable(BookVariable) is { Length: > 0 } path ? path : "convointel.db"),
    };
}
