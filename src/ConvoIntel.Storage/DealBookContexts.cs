using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ConvoIntel.Storage;

/// <summary>Opens the database that the options name, and says what a fault of it means.</summary>
internal sealed class DealBookContexts : IDisposable
{
    private readonly Func<DealBookContext> open;
    private readonly NpgsqlDataSource? server;

    /// <param name="options">Validated options.</param>
    /// <param name="password">Gives the server's password for each connection; null where the connection string does.</param>
    public DealBookContexts(IOptions<StorageOptions> options, IDatabasePassword? password = null)
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
            Place = StorageOptions.Describe(storage.ConnectionString);
            var source = new NpgsqlDataSourceBuilder(storage.ConnectionString);
            // Asked for each connection: the one who answers knows how long an answer holds.
            if (password is not null) source.UsePasswordProvider(_ => password.GetAsync(default).AsTask().GetAwaiter().GetResult(), (_, stop) => password.GetAsync(stop));
            server = source.Build();
            var builder = new DbContextOptionsBuilder<PostgresDealBook>();
            PostgresDealBook.Configure(builder, server, storage);
            open = () => new PostgresDealBook(builder.Options) { Place = Place };
        }
    }

    /// <summary>As <see cref="DealBookContext.Place"/>.</summary>
    public string Place { get; }

    public DealBookContext Open() => open();

    public void Dispose() => server?.Dispose();

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
