using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage;

/// <summary>Creates or migrates the database, and refuses one that is not ours to change.</summary>
internal static class DealBookSetup
{
    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(2);

    public static async Task InitializeAsync(DealBookContext book, string path, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) throw DealBookFault.Of(path, "it is a folder", "Name a file in it.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path)) await RefuseForeignAsync(book, path, cancellationToken).ConfigureAwait(false);
        var pending = await book.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (pending.Any()) await MigrateAsync(book, path, time, cancellationToken).ConfigureAwait(false);
        // A reader never waits for the writer, nor the writer for readers; the mode stays with the file.
        await book.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);
    }

    private static async Task RefuseForeignAsync(DealBookContext book, string path, CancellationToken cancellationToken)
    {
        var tables = await book.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table'")
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (tables.Count == 0) return;
        if (!tables.Exists(name => name.StartsWith("__EFMigrations", StringComparison.Ordinal)))
            throw DealBookFault.Of(path, "it is a database of another program", "Name another file for the deal book.");

        var applied = await book.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (applied.Except(book.Database.GetMigrations(), StringComparer.Ordinal).Any())
            throw DealBookFault.Of(path, "a newer version of ConvoIntel has written it", "Update ConvoIntel, or name another file for the deal book.");
    }

    /// <summary>Migrations hold a lock in the database itself, which a process killed amid them leaves behind; waiting must end.</summary>
    private static async Task MigrateAsync(DealBookContext book, string path, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestMigration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await book.Database.MigrateAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw DealBookFault.Of(
                path,
                "another process has been migrating it for too long, or was stopped amid it",
                "Stop the other process; if there is none, drop the table __EFMigrationsLock.",
                fault);
        }
    }
}
