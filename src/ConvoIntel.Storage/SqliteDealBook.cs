using ConvoIntel.Storage.Rows;
using ConvoIntel.Storage.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage;

/// <summary>The deal book in one file.</summary>
internal sealed class SqliteDealBook(DbContextOptions<SqliteDealBook> options) : DealBookContext(options)
{
    public static void Configure(DbContextOptionsBuilder builder, StorageOptions storage)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(storage.Path),
            // Microsoft.Data.Sqlite retries a busy database until the command's time is up.
            DefaultTimeout = (int)Math.Ceiling(storage.BusyTimeout.TotalSeconds),
            ForeignKeys = true,
        };
        builder.UseSqlite(connection.ConnectionString);
    }

    public override async Task InitializeAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Place)) throw DealBookFault.Of(Place, "it is a folder", "Name a file in it.");
        Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
        if (File.Exists(Place))
        {
            var tables = await Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table'")
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            await DealBookSetup.RefuseForeignAsync(this, tables, cancellationToken).ConfigureAwait(false);
        }
        await DealBookSetup.MigrateAsync(this, "drop the table __EFMigrationsLock", time, cancellationToken).ConfigureAwait(false);
        // A reader never waits for the writer, nor the writer for readers; the mode stays with the file.
        await Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>SQLite takes the write lock as the transaction begins.</summary>
    public override Task LockConversationAsync(string id, CancellationToken cancellationToken) => Task.CompletedTask;

    public override IQueryable<UtteranceRow>? WithWords(string text) => FullTextQuery.AllWords(text) is { } query
        ? Utterances.FromSql($"SELECT * FROM utterances WHERE \"Id\" IN (SELECT rowid FROM utterance_words WHERE utterance_words MATCH {query})")
        : null;
}
