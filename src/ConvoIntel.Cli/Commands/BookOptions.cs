using System.CommandLine;
using ConvoIntel.Storage;

namespace ConvoIntel.Cli.Commands;

/// <summary>
/// Says which deal book a command opens: <c>--book</c>, else what the section <c>Storage</c> of the settings names, the worker's own, else a
/// variable, else <c>convointel.db</c> in the working folder.
/// </summary>
internal sealed class BookOptions
{
    public const string Variable = "CONVOINTEL_BOOK";

    private readonly Option<FileInfo?> book = new("--book", "-b")
    {
        Description = $"The deal book, a SQLite file. [default: what Storage:ConnectionString (PostgreSQL) or Storage:Path in the settings names, {Variable}, convointel.db]",
    };

    private readonly Option<FileInfo?> configuration = new("--config", "-c")
    {
        Description = "JSON file of settings, such as the worker's; Storage is read. Environment variables CONVOINTEL_Storage__<Key> override it.",
    };

    /// <summary>For a command that reads other settings too, and has a <c>--config</c> of its own.</summary>
    public void AddBookTo(Command command) => command.Options.Add(book);

    public void AddTo(Command command)
    {
        command.Options.Add(book);
        command.Options.Add(configuration);
    }

    public BookPlace Read(ParseResult parsed) => Read(parsed, parsed.GetValue(configuration));

    /// <exception cref="ConvoIntelException">The settings cannot be read.</exception>
    public BookPlace Read(ParseResult parsed, FileInfo? settings) => BookPlace.Of(parsed.GetValue(book), settings);
}

/// <summary>Where a deal book lies.</summary>
/// <param name="Storage">As the library takes it.</param>
internal sealed record BookPlace(StorageOptions Storage)
{
    public bool IsFile => Storage.ConnectionString.Length == 0;

    public void CopyTo(StorageOptions storage) =>
        (storage.Path, storage.ConnectionString, storage.BusyTimeout) = (Storage.Path, Storage.ConnectionString, Storage.BusyTimeout);

    /// <summary>For people: a path, or a server and a database; no secret.</summary>
    public override string ToString() => IsFile ? Path.GetFullPath(Storage.Path) : StorageOptions.Describe(Storage.ConnectionString);

    /// <exception cref="ConvoIntelException">The settings cannot be read.</exception>
    public static BookPlace Of(FileInfo? given, FileInfo? settings)
    {
        var storage = new StorageOptions();
        if (Environment.GetEnvironmentVariable(BookOptions.Variable) is { Length: > 0 } path) storage.Path = path;
        ConvoIntelHost.BindStorage(settings, storage);
        if (given is not null) (storage.Path, storage.ConnectionString) = (given.FullName, "");
        return new BookPlace(storage);
    }
}
