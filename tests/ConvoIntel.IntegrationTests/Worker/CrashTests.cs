using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using ConvoIntel.IntegrationTests.Support;
using Xunit.Abstractions;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>
/// Replicas that are killed while their calls are at each stage, over servers that are killed as well: every call ends once, attached or with
/// a reason, and its recording lies where it belongs. CONVOINTEL_CRASH_CALLS and CONVOINTEL_CRASH_KILLS make it longer: of 50 kills, at least
/// three are at every stage.
/// </summary>
[Collection(Servers.Collection)]
public sealed class CrashTests(PostgresServer server, AzuriteServer azurite, ITestOutputHelper output)
{
    private const string Torn = "RIFF, and then nothing of use";
    private static readonly int Calls = Setting("CONVOINTEL_CRASH_CALLS", 12);
    private static readonly int Kills = Setting("CONVOINTEL_CRASH_KILLS", 6);

    [Fact]
    public async Task ReplicasOnOneFolder_KilledAtEveryStageAndTheDatabaseToo_EveryCallEndsOnce()
    {
        await using var bench = new WorkerBench(await server.CreateDatabaseAsync());
        await File.WriteAllTextAsync(Path.Combine(bench.Inbox, "torn.wav"), Torn);

        var run = new CrashRun(bench, output)
        {
            Calls = Calls,
            Kills = Kills,
            // A folder has nothing to fetch.
            Stages = CallWatch.Steps[1..],
            Settings = [("Sources:Folder:DoneFolder", bench.At("done")), ("Sources:Folder:FailedFolder", bench.At("failed"))],
            Land = async number =>
            {
                await File.WriteAllTextAsync(Path.Combine(bench.Inbox, $"{ShortCall.Name(number)}.json"), ShortCall.Sidecar(number));
                // As a recorder that writes elsewhere and moves: whole at once.
                await File.WriteAllBytesAsync(bench.At("landing"), ShortCall.Wave(number));
                File.Move(bench.At("landing"), Path.Combine(bench.Inbox, $"{ShortCall.Name(number)}.wav"));
            },
            HasCheckpoint = (job, stage) => Task.FromResult(File.Exists(bench.At($"state/checkpoints/{job}/{stage}.json"))),
            RestartServers = async () =>
            {
                await server.StopAsync();
                await server.StartAsync();
            },
        };
        await run.RunAsync(2);

        Assert.Empty(Directory.GetFileSystemEntries(bench.Inbox));
        string[] expected = [.. Enumerable.Range(0, Calls).SelectMany(i => new[] { $"{ShortCall.Name(i)}.json", $"{ShortCall.Name(i)}.wav" })];
        Assert.Equal(expected, Directory.GetFiles(bench.At("done")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["torn.wav", "torn.wav.txt"], Directory.GetFiles(bench.At("failed")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(bench.At("state/checkpoints")));
    }

    [Fact]
    public async Task ReplicasOnBlobsAndAQueue_KilledAtEveryStageAndAzuriteAndTheDatabaseToo_EveryCallEndsOnce()
    {
        await using var bench = new WorkerBench(await server.CreateDatabaseAsync());
        var name = Guid.NewGuid().ToString("n")[..8];
        var (container, state) = (new BlobContainerClient(azurite.ConnectionString, $"calls-{name}"), new BlobContainerClient(azurite.ConnectionString, $"state-{name}"));
        await container.CreateAsync();
        await container.UploadBlobAsync("torn.wav", BinaryData.FromString(Torn));

        var run = new CrashRun(bench, output)
        {
            Calls = Calls,
            Kills = Kills,
            Stages = CallWatch.Steps,
            Settings =
            [
                ("Sources:Folder:Path", ""), ("Azure:ConnectionString", azurite.ConnectionString), ("Azure:Container", container.Name), ("Azure:ListInterval", "00:00:01"),
                ("Azure:WorkQueue", $"jobs-{name}"), ("Azure:StateContainer", state.Name),
            ],
            Land = async number =>
            {
                await container.UploadBlobAsync($"2026/11/{ShortCall.Name(number)}.json", BinaryData.FromString(ShortCall.Sidecar(number)));
                await container.UploadBlobAsync($"2026/11/{ShortCall.Name(number)}.wav", BinaryData.FromBytes(ShortCall.Wave(number)));
            },
            // A message may have been sent twice: the second goes where a worker comes upon it. What killed workers fetched goes at the next sweep.
            IsTidy = async () => await MessagesAsync(name) == 0 && Directory.GetFileSystemEntries(bench.At("state/spool")).Length == 0,
            HasCheckpoint = async (job, stage) => await state.GetBlobClient($"checkpoints/{job}/{stage}.json").ExistsAsync(),
            RestartServers = async () =>
            {
                await azurite.StopAsync();
                await server.StopAsync();
                await server.StartAsync();
                await azurite.StartAsync();
            },
        };
        await run.RunAsync(3);

        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Tags, BlobStates.None, null, default))
        {
            if (blob.Name.EndsWith(".wav", StringComparison.Ordinal))
                Assert.Equal(blob.Name == "torn.wav" ? "failed UnsupportedFormat" : "attached", blob.Tags?["convointel"]);
        }
        await foreach (var checkpoint in state.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default)) Assert.Fail(checkpoint.Name);
        Assert.Empty(Directory.GetFileSystemEntries(bench.At("state/spool")));
        Assert.Equal(0, await MessagesAsync(name));
    }

    private async Task<int> MessagesAsync(string run) =>
        (await new QueueClient(azurite.ConnectionString, $"jobs-{run}").GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
