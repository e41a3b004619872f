using ConvoIntel.Attachment;
using ConvoIntel.Storage;
using ConvoIntel.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvoIntel.IntegrationTests.Storage;

public sealed class SetupTests
{
    [Fact]
    public async Task Initialize_NewFile_HasTheApprovedSchema()
    {
        await using var file = await DealBookFile.CreateAsync();

        // The full-text index keeps tables of its own, and the migrations' lock is EF Core's.
        var schema = file.Scalar("""
            SELECT group_concat(sql || ';', char(10) || char(10)) FROM (
                SELECT sql FROM sqlite_master
                WHERE sql IS NOT NULL AND name NOT LIKE 'utterance\_words\_%' ESCAPE '\' AND name NOT LIKE '\_\_EF%' ESCAPE '\' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
                ORDER BY tbl_name, type DESC, name)
            """);

        Approval.Check((string)schema!, "tests/ConvoIntel.IntegrationTests/Storage/schema.approved.sql");
        Assert.Equal("wal", file.Scalar("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Model_AndMigrations_SayTheSame()
    {
        await using var services = DealBookFile.Open("unused.db");
        await using var context = services.GetRequiredService<DealBookContexts>().Open();
        await using var postgres = new PostgresDesignTimeFactory().CreateDbContext([]);

        Assert.False(context.Database.HasPendingModelChanges(), "The model has changed: see DesignTimeFactories in src/ConvoIntel.Storage.");
        Assert.False(postgres.Database.HasPendingModelChanges(), "The model has changed: see DesignTimeFactories in src/ConvoIntel.Storage.");
    }

    [Fact]
    public async Task Initialize_SeveralAtOnceInAFolderThatIsNotThere_MakesOneBook()
    {
        await using var file = new DealBookFile("team/europe/book.db");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var services = DealBookFile.Open(file.Path);
            await services.GetRequiredService<IDealBook>().InitializeAsync(default);
        })));

        await file.Book.AttachAsync(Some.Result(), default);
        Assert.Single(await file.Book.ListConversationsAsync(null, default));
    }

    [Fact]
    public async Task Initialize_Again_KeepsWhatIsThere()
    {
        await using var file = await DealBookFile.WithSamplesAsync();

        await file.Book.InitializeAsync(default);

        Assert.Equal(6, (await file.Book.ListDealsAsync(default)).Count);
    }

    [Fact]
    public async Task Initialize_FileThatIsNoDatabase_SaysSoAndLeavesIt()
    {
        await using var file = new DealBookFile();
        var text = string.Concat(Enumerable.Repeat("These are notes, not a database. ", 100));
        file.Folder.Write("book.db", text);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.InitializeAsync(default));

        Assert.Equal((FailureReason.DealBookUnavailable, file.Path), (error.Reason, error.SourceName));
        Assert.Contains("not a database", error.Problem, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(file.Path));
    }

    [Fact]
    public async Task Initialize_DatabaseOfAnotherProgram_RefusesAndAddsNothing()
    {
        await using var file = new DealBookFile();
        file.Scalar("CREATE TABLE invoices (id INTEGER)");

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.InitializeAsync(default));

        Assert.Contains("another program", error.Problem, StringComparison.Ordinal);
        Assert.Equal(1, file.Count("sqlite_master"));
    }

    [Fact]
    public async Task Initialize_BookOfANewerVersion_Refuses()
    {
        await using var file = await DealBookFile.CreateAsync();
        file.Scalar("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.InitializeAsync(default));

        Assert.Contains("newer version", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_FolderIsAFile_NamesTheBook()
    {
        await using var file = new DealBookFile("notes/book.db");
        file.Folder.Write("notes", "text");

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.InitializeAsync(default));

        Assert.Equal((FailureReason.DealBookUnavailable, file.Path), (error.Reason, error.SourceName));
    }

    [Fact]
    public async Task Initialize_PathIsAFolder_SaysSo()
    {
        await using var file = new DealBookFile("notes");
        Directory.CreateDirectory(file.Path);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.InitializeAsync(default));

        Assert.Contains("is a folder", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_BeforeInitialize_SaysWhatIsMissing()
    {
        await using var file = new DealBookFile();

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.ListDealsAsync(default));

        Assert.Contains("Initialize", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_AnotherProcessHoldsTheWriteLockTooLong_SaysSo()
    {
        await using var file = await DealBookFile.CreateAsync();
        await using var impatient = new ServiceCollection()
            .AddConvoIntelStorage(storage => (storage.Path, storage.BusyTimeout) = (file.Path, TimeSpan.FromSeconds(1))).BuildServiceProvider();
        await using var other = new SqliteConnection($"Data Source={file.Path}");
        await other.OpenAsync();
        await using var transaction = other.BeginTransaction();

        var error = await Assert.ThrowsAsync<ConvoIntelException>(
            () => impatient.GetRequiredService<IDealBook>().AttachAsync(Some.Result(), default));

        Assert.Contains("another process", error.Problem, StringComparison.Ordinal);
        // Readers go on meanwhile.
        Assert.Empty(await file.Book.ListConversationsAsync(null, default));
    }

    [Fact]
    public void Options_NoPathOrNoPatience_AreRefused()
    {
        using var services = new ServiceCollection()
            .AddConvoIntelStorage(storage => (storage.Path, storage.BusyTimeout) = ("", TimeSpan.Zero)).BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IDealBook>());

        Assert.Equal(2, error.Failures.Count());
    }
}
