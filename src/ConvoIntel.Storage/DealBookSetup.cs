using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage;

/// <summary>What creating and migrating have in common, whatever the database.</summary>
internal static class DealBookSetup
{
    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(2);

    /// <param name="book">The database.</param>
    /// <param name="tables">What it holds.</param>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <exception cref="ConvoIntelException">It is another program's, or a newer version's.</exception>
    public static async Task RefuseForeignAsync(DealBookContext book, List<string> tables, CancellationToken cancellationToken)
    {
        if (tables.Count == 0) return;
        if (!tables.Exists(name => name.StartsWith("__EFMigrations", StringComparison.Ordinal)))
            throw DealBookFault.Of(book.Place, "it is a database of another program", "Name another file for the deal book.");

        var applied = await book.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (applied.Except(book.Database.GetMigrations(), StringComparer.Ordinal).Any())
            throw DealBookFault.Of(book.Place, "a newer version of ConvoIntel has written it", "Update ConvoIntel, or name another file for the deal book.");
    }

    /// <summary>Migrations hold a lock in the database itself, which a process killed amid them may leave behind; waiting must end.</summary>
    public static async Task MigrateAsync(DealBookContext book, string release, TimeProvider time, CancellationToken cancellationToken)
    {
        var pending = await book.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (!pending.Any()) return;
        using var limit = new CancellationTokenSource(LongestMigration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await book.Database.MigrateAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw DealBookFault.Of(
                book.Place,
                "another process has been migrating it for too long, or was stopped amid it",
                $"Stop the other process; if there is none, {release}.",
                fault);
        }
    }
}
