using ConvoIntel.Attachment;
using ConvoIntel.Storage;
using ConvoIntel.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoIntel.IntegrationTests.Storage;

/// <summary>A real deal book in a folder that goes away with the test.</summary>
internal sealed class DealBookFile : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServiceProvider services;

    public DealBookFile(string name = "book.db")
    {
        Path = folder.At(name);
        services = Open(Path);
        Book = services.GetRequiredService<IDealBook>();
    }

    public TemporaryFolder Folder => folder;

    public string Path { get; }

    public IDealBook Book { get; }

    public static async Task<DealBookFile> CreateAsync()
    {
        var file = new DealBookFile();
        await file.Book.InitializeAsync(default);
        return file;
    }

    public static async Task<DealBookFile> WithSamplesAsync()
    {
        var file = await CreateAsync();
        await file.Book.ImportAsync(Repository.File("samples/deals.json"), default);
        return file;
    }

    public static ServiceProvider Open(string path) =>
        new ServiceCollection().AddConvoIntelStorage(storage =>
        {
            storage.Path = path;
            storage.BusyTimeout = TimeSpan.FromSeconds(20);
        }).BuildServiceProvider();

    public long Count(string table) => (long)Scalar($"SELECT COUNT(*) FROM {table}")!;

    public object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
