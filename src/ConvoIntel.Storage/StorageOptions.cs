using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace ConvoIntel.Storage;

/// <summary>Where the deal book lies, and how patient its users are. A file by default; PostgreSQL where many workers share it.</summary>
public sealed class StorageOptions
{
    /// <summary>The SQLite file; made, with its folder, where it does not exist. Default: <c>convointel.db</c> in the working folder.</summary>
    [Required]
    public string Path { get; set; } = "convointel.db";

    /// <summary>
    /// Of a PostgreSQL database, as Npgsql takes it (<c>Host=db;Database=convointel;Username=convointel</c>); empty (the default) for the file.
    /// Give the password by PGPASSFILE or the environment variable CONVOINTEL_Storage__ConnectionString, not in a file that others read.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long a statement may take or wait for another process's, 1 s to 10 min. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Server and database of a connection string, for people: no name, no password.</summary>
    /// <exception cref="ConvoIntelException">It is no connection string.</exception>
    public static string Describe(string connectionString)
    {
        try
        {
            var server = new NpgsqlConnectionStringBuilder(connectionString);
            return $"{server.Host}:{server.Port}/{server.Database}";
        }
        catch (ArgumentException fault)
        {
            // Its message may quote the string, and with it a password.
            throw DealBookFault.Of(
                "Storage:ConnectionString", $"it is no connection string of PostgreSQL ({fault.GetType().Name})", "Write it as Host=db;Database=convointel;Username=convointel.");
        }
    }
}
