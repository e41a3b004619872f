using System.Globalization;
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
[Collection(PostgresServer.Collection)]
public sealed class CrashTests(PostgresServer server, ITestOutputHelper output)
{
    private static readonly int Calls = Setting("CONVOINTEL_CRASH_CALLS", 12);
    private static readonly int Kills = Setting("CONVOINTEL_CRASH_KILLS", 6);

    [Fact]
    public async Task Replicas_KilledAtRandomAndTheServerToo_EveryCallEndsOnce()
    {
        await using var bench = new WorkerBench(await server.CreateDatabaseAsync());
        var random = new Random(17);
        for (var i = 0; i < Calls; i++) File.WriteAllBytes(Path.Combine(bench.Inbox, $"call-{i:000}.wav"), ShortCall(i));
        await File.WriteAllTextAsync(Path.Combine(bench.Inbox, "torn.wav"), "RIFF, and then nothing of use");
        (string, string)[] settings =
        [
            ("Worker:MaxAttempts", "100"), ("Worker:FirstRetry", "00:00:00.2"), ("Worker:LongestRetry", "00:00:01"),
            // Replicas share the checkpoints as they would share a container.
            ("Worker:StateFolder", bench.At("state")), ("Inference:Threads", "1"),
        ];

        WorkerProcess[] replicas = [bench.Start(settings), bench.Start(settings)];
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 + (random.NextDouble() * 3)));
                var victim = random.Next(replicas.Length);
                await replicas[victim].KillAsync();
                if (kill == Kills / 2)
                {
                    await server.StopAsync();
                    await server.StartAsync();
                }
                replicas[victim] = bench.Start(settings);
            }

            var jobs = await bench.UntilAsync(all => all.Count == Calls + 1 && all.All(job => job.State is JobState.Attached or JobState.Dead), replicas);

            output.WriteLine($"{Calls + 1} recordings, {Kills} kills: {jobs.Count(job => job.State == JobState.Attached)} attached, "
                + $"{jobs.Count(job => job.State == JobState.Dead)} given up, {jobs.Sum(job => job.Attempts)} attempts.");
            var dead = Assert.Single(jobs, job => job.State == JobState.Dead);
            Assert.EndsWith("torn.wav", dead.Source, StringComparison.Ordinal);
            Assert.NotEmpty(dead.Failure!.Problem);
            IReadOnlyList<ConversationResult> attached = await bench.Get<IDealBook>().ListConversationsAsync(null, default);
            Assert.Equal(Calls, attached.Count);
            Assert.Equal(jobs.Select(job => job.ConversationId).OfType<string>().Order(), attached.Select(call => call.Conversation.Id).Order());
        }
        finally
        {
            foreach (var replica in replicas) await replica.DisposeAsync();
        }
    }

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
