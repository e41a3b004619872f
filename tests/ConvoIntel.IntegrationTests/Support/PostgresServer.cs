using System.Diagnostics;
using Npgsql;

namespace ConvoIntel.IntegrationTests.Support;

/// <summary>A real PostgreSQL of its own, in a folder that goes away, on a free port of this machine.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"convointel-pg-{Guid.NewGuid():n}");
    private readonly int port = Ports.Free();

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        // The server refuses to run as root.
        if (IsRoot) await RunAsync("chown", "postgres", folder);
        await RunServerToolAsync("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    public Task StartAsync() =>
        RunServerToolAsync("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off", "start");

    /// <summary>As a crash does: sessions are cut.</summary>
    public async Task StopAsync()
    {
        await RunServerToolAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        // This process's own idle connections are dead.
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>An empty database; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():n}";
        await using var source = NpgsqlDataSource.Create(Text("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return Text(name);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(folder, "data");

    private static string Tools => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)).First() + "/bin/"
        : "";

    private string Text(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database}";

    private static Task RunServerToolAsync(string tool, params string[] arguments) =>
        IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", Tools + tool, .. arguments]) : RunAsync(Tools + tool, arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Not redirected: the server that pg_ctl starts would hold the pipe open.
        var start = new ProcessStartInfo(program) { UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}

/// <summary>One of each for all tests that need them, so that they run one after another.</summary>
[CollectionDefinition(Servers.Collection)]
public sealed class Servers : ICollectionFixture<PostgresServer>, ICollectionFixture<AzuriteServer>
{
    public const string Collection = "Servers";
}
