using System.Data;
using ConvoIntel.Storage.Rows;
using ConvoIntel.Storage.Search;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ConvoIntel.Storage;

/// <summary>The deal book on a server that many workers share.</summary>
internal sealed class PostgresDealBook(DbContextOptions<PostgresDealBook> options) : DealBookContext(options)
{
    // Any number that no other program on the database takes.
    private const long MigrationLock = 0x436F6E766F496E74;

    public static void Configure(DbContextOptionsBuilder builder, NpgsqlDataSource server, StorageOptions storage) =>
        builder.UseNpgsql(server, npgsql => npgsql.CommandTimeout((int)Math.Ceiling(storage.BusyTimeout.TotalSeconds)));

    public override async Task InitializeAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        // EF Core's own lock ends with each migration's transaction, and another worker comes in between two of them.
        await Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken).ConfigureAwait(false);
        try
        {
            await MigrateAsync(time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Where the connection is gone, so is the lock.
            if (Database.GetDbConnection().State == ConnectionState.Open)
                await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task MigrateAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var tables = await Database.SqlQueryRaw<string>("SELECT tablename AS \"Value\" FROM pg_tables WHERE schemaname = current_schema()")
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        await DealBookSetup.RefuseForeignAsync(this, tables, cancellationToken).ConfigureAwait(false);
        await DealBookSetup.MigrateAsync(this, "see pg_locks", time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>By a lock of the conversation's number: there may be no row yet that could be locked.</summary>
    public override Task LockConversationAsync(string id, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({id}, 0))", cancellationToken);

    // 'simple' as SQLite's tokenizer: no stemming, no stop words. The index is on the same expression.
    public override IQueryable<UtteranceRow>? WithWords(string text) => FullTextQuery.AllWords(text) is null
        ? null
        : Utterances.FromSql($"SELECT * FROM utterances WHERE to_tsvector('simple', \"Text\") @@ plainto_tsquery('simple', {text.Replace('\0', ' ')})");
}
