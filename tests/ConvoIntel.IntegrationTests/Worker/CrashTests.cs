using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Storage.Jobs;
using Xunit.Abstractions;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>
/// Replicas that are killed at random over one database that is killed as well: every call ends once, attached or with a reason.
/// CONVOINTEL_CRASH_CALLS and CONVOINTEL_CRASH_KILLS make it longer.
/// </summary>
[Collection(Servers.Collection)]
public sealed class CrashTests(PostgresServer server, AzuriteServer azurite, ITestOutputHelper output)
{
    private const string Torn = "RIFF, and then nothing of use";
    private static readonly int Calls = Setting("CONVOINTEL_CRASH_CALLS", 12);
    private static readonly int Kills = Setting("CONVOINTEL_CRASH_KILLS", 6);

    [Fact]
    public async Task ReplicasOnOneFolder_KilledAtRandomAndTheDatabaseToo_EveryCallEndsOnce()
    {
        await using var bench = new WorkerBench(await server.CreateDatabaseAsync());
        for (var i = 0; i < Calls; i++) await File.WriteAllBytesAsync(Path.Combine(bench.Inbox, Name(i)), ShortCall(i));
        await File.WriteAllTextAsync(Path.Combine(bench.Inbox, "torn.wav"), Torn);

        await KillAndCountAsync(bench, 2, [("Worker:StateFolder", bench.At("state"))], async () =>
        {
            await server.StopAsync();
            await server.StartAsync();
        });
    }

    [Fact]
    public async Task ReplicasOnBlobsAndAQueue_KilledAtRandomAndAzuriteAndTheDatabaseToo_EveryCallEndsOnce()
    {
        await using var bench = new WorkerBench(await server.CreateDatabaseAsync());
        var run = Guid.NewGuid().ToString("n")[..8];
        var container = new BlobContainerClient(azurite.ConnectionString, $"calls-{run}");
        await container.CreateAsync();
        for (var i = 0; i < Calls; i++) await container.UploadBlobAsync($"2026/11/{Name(i)}", BinaryData.FromBytes(ShortCall(i)));
        await container.UploadBlobAsync("torn.wav", BinaryData.FromString(Torn));

        (string, string)[] settings =
        [
            ("Sources:Folder:Path", ""), ("Azure:ConnectionString", azurite.ConnectionString), ("Azure:Container", container.Name), ("Azure:ListInterval", "00:00:01"),
            ("Azure:WorkQueue", $"jobs-{run}"), ("Azure:StateContainer", $"state-{run}"),
        ];
        await KillAndCountAsync(bench, 3, settings, async () =>
        {
            await azurite.KillAsync();
            await server.StopAsync();
            await server.StartAsync();
            await azurite.StartAsync();
        });

        await foreach (var blob in container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.Tags, Azure.Storage.Blobs.Models.BlobStates.None, null, default))
        {
            // A worker killed after the outcome and before the mark leaves none; the jobs know.
            if (blob.Tags is { } tags) Assert.Equal(blob.Name == "torn.wav" ? "failed UnsupportedFormat" : "attached", tags["convointel"]);
        }
        Assert.Equal(0, (await new QueueClient(azurite.ConnectionString, $"jobs-{run}").GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    private async Task KillAndCountAsync(WorkerBench bench, int count, (string, string)[] settings, Func<Task> restartServers)
    {
        var random = new Random(17);
        (string, string)[] all =
        [
            ("Worker:MaxAttempts", "100"), ("Worker:FirstRetry", "00:00:00.2"), ("Worker:LongestRetry", "00:00:01"), ("Inference:Threads", "1"), .. settings,
        ];
        var replicas = Enumerable.Range(0, count).Select(_ => bench.Start(all)).ToArray();
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 + (random.NextDouble() * 3)));
                var victim = random.Next(replicas.Length);
                await replicas[victim].KillAsync();
                if (kill == Kills / 2) await restartServers();
                replicas[victim] = bench.Start(all);
            }

            var jobs = await bench.UntilAsync(some => some.Count == Calls + 1 && some.All(job => job.State is JobState.Attached or JobState.Dead), replicas);

            output.WriteLine($"{Calls + 1} recordings, {count} replicas, {Kills} kills: {jobs.Count(job => job.State == JobState.Attached)} attached, "
                + $"{jobs.Count(job => job.State == JobState.Dead)} given up, {jobs.Sum(job => job.Attempts)} attempts.");
            var dead = Assert.Single(jobs, job => job.State == JobState.Dead);
            Assert.EndsWith("torn.wav", dead.Source, StringComparison.Ordinal);
            Assert.NotEmpty(dead.Failure!.Problem);
            IReadOnlyList<ConversationResult> attached = await bench.Get<IDealBook>().ListConversationsAsync(null, default);
            Assert.Equal(Calls, attached.Count);
            Assert.Equal(jobs.Select(job => job.ConversationId).OfType<string>().Order(), attached.Select(call => call.Conversation.Id).Order());
            await bench.UntilAsync(_ => replicas.All(replica => replica.Output.Contains("Application started", StringComparison.Ordinal)), replicas);
            foreach (var replica in replicas) Assert.True(await replica.StopAsync() == 0, replica.Output);
        }
        finally
        {
            foreach (var replica in replicas) await replica.DisposeAsync();
        }
    }

    private static string Name(int number) => $"call-{number:000}.wav";

    /// <summary>Six seconds of a sample call, each of another place: 8 kHz, two channels, a byte a sample.</summary>
    private static byte[] ShortCall(int number)
    {
        const int Second = 8000 * 2;
        var whole = File.ReadAllBytes(Tests.Repository.File("samples/calls/telecom-cold-call.wav"));
        var header = whole.AsSpan().IndexOf("data"u8) + 8;
        var first = header + (number * Second / 4 % (whole.Length - header - (6 * Second)) / 2 * 2);
        byte[] part = [.. whole.AsSpan(0, header), .. whole.AsSpan(first, 6 * Second)];
        BitConverter.TryWriteBytes(part.AsSpan(4), part.Length - 8);
        BitConverter.TryWriteBytes(part.AsSpan(header - 4), 6 * Second);
        return part;
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
