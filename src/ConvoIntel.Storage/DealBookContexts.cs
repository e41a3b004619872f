using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ConvoIntel.Storage;

/// <summary>Opens the database that the options name, and says what a fault of it means.</summary>
internal sealed class DealBookContexts
{
    private readonly Func<DealBookContext> open;

    public DealBookContexts(IOptions<StorageOptions> options)
    {
        var storage = options.Value;
        if (string.IsNullOrEmpty(storage.ConnectionString))
        {
            Place = Path.GetFullPath(storage.Path);
            var builder = new DbContextOptionsBuilder<SqliteDealBook>();
            SqliteDealBook.Configure(builder, storage);
            open = () => new SqliteDealBook(builder.Options) { Place = Place };
        }
        else
        {
            var server = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
            Place = $"{server.Host}:{server.Port}/{server.Database}";
            var builder = new DbContextOptionsBuilder<PostgresDealBook>();
            PostgresDealBook.Configure(builder, storage);
            open = () => new PostgresDealBook(builder.Options) { Place = Place };
        }
    }

    /// <summary>As <see cref="DealBookContext.Place"/>.</summary>
    public string Place { get; }

    public DealBookContext Open() => open();

    /// <summary>Runs with a context of its own, so that one instance serves all threads.</summary>
    /// <exception cref="ConvoIntelException">The database failed.</exception>
    public async Task<T> UseAsync<T>(Func<DealBookContext, Task<T>> work)
    {
        try
        {
            var book = open();
            await using (book.ConfigureAwait(false)) return await work(book).ConfigureAwait(false);
        }
        catch (Exception fault) when (DealBookFault.From(Place, fault) is { } known)
        {
            throw known;
        }
    }

    /// <inheritdoc cref="UseAsync{T}"/>
    public Task UseAsync(Func<DealBookContext, Task> work) => UseAsync(async book =>
    {
        await work(book).ConfigureAwait(false);
        return true;
    });
}
