using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace ConvoIntel.Storage;

/// <summary>Lets <c>dotnet ef migrations add NAME --context SqliteDealBook -o Migrations/Sqlite</c> read the model; it opens no database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteDealBook>
{
    public SqliteDealBook CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteDealBook>();
        SqliteDealBook.Configure(builder, new StorageOptions());
        return new SqliteDealBook(builder.Options) { Place = "" };
    }
}

/// <summary>As <see cref="SqliteDesignTimeFactory"/>, with <c>--context PostgresDealBook -o Migrations/Postgres</c>.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresDealBook>
{
    public PostgresDealBook CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresDealBook>();
        PostgresDealBook.Configure(builder, NpgsqlDataSource.Create("Host=localhost;Database=convointel"), new StorageOptions());
        return new PostgresDealBook(builder.Options) { Place = "" };
    }
}
