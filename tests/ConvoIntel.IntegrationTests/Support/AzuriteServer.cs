using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ConvoIntel.IntegrationTests.Support;

/// <summary>Microsoft's emulator of a storage account, as a process on free ports of this machine.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    // The emulator's account and key are the same everywhere, and published.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string folder = Directory.CreateTempSubdirectory("convointel-azurite-").FullName;
    private readonly int blobs = Ports.Free();
    private readonly int queues = Ports.Free();
    private readonly int tables = Ports.Free();
    private readonly Dictionary<string, int> requests = [];
    private Process? process;

    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{blobs}/{Account};QueueEndpoint=http://127.0.0.1:{queues}/{Account};";

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Program()) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "--location", folder, "--blobPort", $"{blobs}", "--queuePort", $"{queues}", "--tablePort", $"{tables}", "--skipApiVersionCheck", "--disableTelemetry",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Count(line.Data);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        foreach (var port in new[] { blobs, queues }) await ListensAsync(port);
    }

    /// <summary>Requests for a container or a queue of that name, and for what is in it, since the server was made.</summary>
    public int Requests(string name)
    {
        lock (requests) return requests.GetValueOrDefault(name);
    }

    /// <summary>As a restart does: sessions are cut. Killed outright, the emulator forgets what it was given in the last seconds; an account does not.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"])) await kill.WaitForExitAsync();
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(20)));
        await KillAsync();
    }

    private async Task KillAsync()
    {
        if (process is null) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    private static string Program() => Environment.GetEnvironmentVariable("CONVOINTEL_AZURITE") is { Length: > 0 } path ? path
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "convointel", "azurite", "node_modules", ".bin", "azurite");

    private async Task ListensAsync(int port)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromMinutes(1) && process is { HasExited: false })
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Lines such as <c>127.0.0.1 - - [date] "PUT /devstoreaccount1/jobs/messages?x=y HTTP/1.1" 201 -</c>; counted by the container's or queue's name.</summary>
    private void Count(string? line)
    {
        var at = line?.IndexOf($"/{Account}/", StringComparison.Ordinal) ?? -1;
        if (at < 0) return;
        var path = line![(at + Account.Length + 2)..];
        var name = path[..path.AsSpan().IndexOfAny('/', '?', ' ')];
        lock (requests) requests[name] = requests.GetValueOrDefault(name) + 1;
    }
}
