using System.Diagnostics;
using System.Globalization;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.Sources;
using Xunit.Abstractions;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>Very many recordings at once. CONVOINTEL_FLOOD_CALLS says how many.</summary>
[Collection(Servers.Collection)]
public sealed class FloodTests(PostgresServer server, ITestOutputHelper output)
{
    private static readonly int Calls = int.Parse(
        Environment.GetEnvironmentVariable("CONVOINTEL_FLOOD_CALLS") is { Length: > 0 } value ? value : "200", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Flood_OneWorkerOnAFile_TakesThemInOrderInFlatMemory()
    {
        await using var bench = new WorkerBench();
        await FloodAsync(bench);
    }

    [Fact]
    public async Task Flood_OneWorkerOnPostgres_TakesThemInOrderInFlatMemory()
    {
        await using var bench = new WorkerBench(await server.CreateDatabaseAsync());
        await FloodAsync(bench);
    }

    private async Task FloodAsync(WorkerBench bench)
    {
        for (var i = 0; i < Calls; i++) await File.WriteAllBytesAsync(Path.Combine(bench.Inbox, TinyCall.Name(i)), TinyCall.Wave(i));
        var started = Stopwatch.StartNew();
        await using var worker = bench.Start(
            ("Pipeline:ConcurrentCalls", "3"), ("Sources:Folder:Interval", "00:00:01"), ("Sources:Folder:DoneFolder", bench.At("done")), ("Worker:Lease", "00:02:00"), ("Inference:Threads", "1"));
        var samples = new List<(int Done, ProcessSample Holds)>();
        FoundRecording? live = null;
        long[] liveId = [];
        var liveSince = DateTimeOffset.MaxValue;
        while (true)
        {
            await Task.Delay(250);
            var done = Directory.Exists(bench.At("done")) ? Directory.GetFiles(bench.At("done")).Length : 0;
            if (done > 0) samples.Add((done, ProcessSample.Of(worker)));
            if (live is null && done >= Calls / 2)
            {
                // Somebody waits for this one.
                await File.WriteAllBytesAsync(bench.At("live.wav"), TinyCall.Wave(Calls));
                live = new FoundRecording("folder:" + bench.At("live.wav"), FileVersion.Of(bench.At("live.wav"))!, Priority: 10);
                liveId = [.. await bench.Jobs.AddAsync([live], default)];
                // From here on the worker can know of it; a second process has to wait for its turn to write to the file.
                liveSince = TimeProvider.System.GetUtcNow();
            }
            if (done >= Calls && (await bench.Jobs.CountOpenAsync(default)).Count == 0) break;
            if (started.Elapsed > TimeSpan.FromMinutes(2) + (TimeSpan.FromSeconds(0.5) * Calls)) throw new TimeoutException(worker.Output);
        }
        var took = started.Elapsed;
        Check(await bench.Jobs.ListAsync(null, Calls + 10, default), liveId[0], liveSince, samples, took);
        Assert.DoesNotContain("warn:", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", worker.Output, StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync());
    }

    private void Check(IReadOnlyList<Job> jobs, long liveId, DateTimeOffset liveSince, List<(int Done, ProcessSample Holds)> samples, TimeSpan took)
    {
        Assert.Equal(Calls + 1, jobs.Count);
        Assert.All(jobs, job => Assert.Equal((JobState.Attached, 1), (job.State, job.Attempts)));

        var live = jobs.Single(job => job.Id == liveId);
        var overtaken = jobs.Count(job => job.ClosedAt > liveSince && job.ClosedAt < live.ClosedAt);
        long[] order = [.. jobs.Where(job => job.Id != liveId).OrderBy(job => job.ClosedAt).Select(job => job.Id)];
        int[] moved = [.. order.Order().Select((id, place) => Math.Abs(Array.IndexOf(order, id) - place)).Order()];
        // The first fifth fills caches and compiles.
        var early = Median(samples.Where(sample => sample.Done > Calls / 5 && sample.Done <= Calls / 2).Select(sample => sample.Holds.Megabytes));
        var late = Median(samples.Where(sample => sample.Done > Calls * 4 / 5).Select(sample => sample.Holds.Megabytes));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Calls} recordings: {took.TotalSeconds:0} s, {Calls / took.TotalSeconds:0.0} a second; memory {early} MB before half, {late} MB at the end, {samples.Max(sample => sample.Holds.Megabytes)} MB at most; "
            + $"handles at most {samples.Max(sample => sample.Holds.Handles)}; places moved: median {moved[moved.Length / 2]}, 99 % {moved[moved.Length * 99 / 100]}, most {moved[^1]}; "
            + $"of {Calls - (Calls / 2)} waiting, {overtaken} ended before the urgent one, which took {(liveSince - live.AddedAt).TotalSeconds:0.0} s to be written"));

        // Three are in flight, and change places; one with speech is passed by those of silence that end meanwhile. Jobs taken in no order
        // would move by a third of all, and one that is passed over would end among the last.
        Assert.True(moved[moved.Length / 2] <= 6, $"Half of the jobs came {moved[moved.Length / 2]} places off.");
        Assert.True(moved[^1] <= Calls / 4, $"A job came {moved[^1]} places off.");
        Assert.True(overtaken <= 16, $"{overtaken} ended before the urgent one.");
        Assert.True(late <= early * 1.25, $"Memory grew from {early} to {late} MB.");
    }

    private static int Median(IEnumerable<int> values) => values.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : 0;
}
