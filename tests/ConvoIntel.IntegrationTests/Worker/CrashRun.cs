using System.Diagnostics;
using ConvoIntel.Attachment;
using ConvoIntel.Storage.Jobs;
using Xunit.Abstractions;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>Lands calls, kills replicas while calls are at each stage, and counts what became of all.</summary>
internal sealed class CrashRun(WorkerBench bench, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Random random = new(17);
    private readonly CallWatch watch = new();
    private readonly Dictionary<string, int> kills = [];
    private WorkerProcess[] replicas = [];
    private int landed;
    private int atWork;

    public required int Calls { get; init; }

    public required int Kills { get; init; }

    public required IReadOnlyList<string> Stages { get; init; }

    public required (string, string)[] Settings { get; init; }

    public required Func<int, Task> Land { get; init; }

    public required Func<long, string, Task<bool>> HasCheckpoint { get; init; }

    public required Func<Task> RestartServers { get; init; }

    /// <summary>Whether nothing is left that a worker would still tidy up.</summary>
    public Func<Task<bool>> IsTidy { get; init; } = () => Task.FromResult(true);

    private int Least => Kills / 16;

    public async Task RunAsync(int count)
    {
        foreach (var stage in Stages) kills[stage] = 0;
        bench.Line = watch.Line;
        replicas = [.. Enumerable.Range(0, count).Select(_ => Start())];
        try
        {
            var done = 0;
            // A kill is where it hits, not where it was aimed: a few more, until every stage has had its share.
            for (; done < Kills || (kills.Values.Any(hits => hits < Least) && done < 3 * Kills); done++)
            {
                await KillAsync(done);
                if (done != Kills / 2) continue;
                await RestartServers();
                // This process's own connections are dead, as the workers' are.
                await bench.UntilAsync(_ => true, replicas);
            }
            while (landed < Calls) await Land(landed++);
            await CheckAsync(count, done);
            for (var tries = 0; !await IsTidy() && tries < 600; tries++) await Task.Delay(100);
            foreach (var replica in replicas) Assert.True(await replica.StopAsync() == 0, replica.Output);
        }
        finally
        {
            foreach (var replica in replicas) await replica.DisposeAsync();
        }
    }

    private WorkerProcess Start() => bench.Start(
    [
        ("Worker:MaxAttempts", "100"), ("Worker:FirstRetry", "00:00:00.2"), ("Worker:LongestRetry", "00:00:01"), ("Inference:Threads", "1"),
        ("Logging:LogLevel:ConvoIntel.Worker", "Debug"), .. Settings,
    ]);

    private async Task KillAsync(int number)
    {
        // Every fourth at any time at all, the rest at the stage that was hit least.
        var aim = number % 4 == 3 ? null : Stages.MinBy(stage => kills[stage]);
        // Long stages are hit anywhere within them, short ones as soon as their line is read.
        var within = aim is "Segmentation" or "Transcription" ? TimeSpan.FromMilliseconds(random.Next(120)) : TimeSpan.Zero;
        var hit = aim is null ? null : watch.KillAt(aim, within);
        while (landed < Calls && landed < Calls * (number + 1) / Kills) await Land(landed++);

        WorkerProcess? victim = null;
        if (hit is not null && await Task.WhenAny(hit, Task.Delay(Patience)) == hit) victim = await hit;
        watch.Disarm();
        if (victim is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3000)));
            victim = hit is { IsCompleted: true } ? await hit : replicas[random.Next(replicas.Length)];
            victim.Kill();
        }
        await victim.EndAsync();
        // Of the calls that one kill hits at the same stage, one counts.
        var hits = new List<string>();
        foreach (var (job, step) in watch.InFlight(victim)) hits.Add(await StageAsync(job, step));
        foreach (var stage in hits.Distinct().Where(kills.ContainsKey)) kills[stage]++;
        if (hits.Any(kills.ContainsKey)) atWork++;
        replicas[Array.IndexOf(replicas, victim)] = Start();
        await victim.DisposeAsync();
    }

    /// <summary>The later of what a worker said before it died, and what it left: between a line and the kill a call goes on.</summary>
    private async Task<string> StageAsync(long id, string said)
    {
        var job = (await bench.Jobs.FindAsync(id, default))!;
        var left = job.State is JobState.Attached or JobState.Dead ? job.ClosedAt is null ? "PuttingAway" : "Ended"
            : await bench.Get<IDealBook>().FindConversationAsync(Path.GetFileNameWithoutExtension(job.Source), default) is not null ? "Marking"
            : await HasCheckpoint(id, "understood") ? "Attachment"
            : await HasCheckpoint(id, "heard") ? "Understanding"
            : said;
        watch.Left(id, left);
        return left == "Ended" || Array.IndexOf(CallWatch.Steps, left) > Array.IndexOf(CallWatch.Steps, said) ? left : said;
    }

    private async Task CheckAsync(int count, int done)
    {
        var waited = Stopwatch.StartNew();
        var jobs = await bench.UntilAsync(some => some.Count >= Calls + 1 && some.All(job => job.ClosedAt is not null), replicas);
        output.WriteLine($"{Calls + 1} recordings, {count} replicas, {done} kills, {atWork} of them amid calls: {jobs.Count(job => job.State == JobState.Attached)} attached, "
            + $"{jobs.Count(job => job.State == JobState.Dead)} given up, {jobs.Sum(job => job.Attempts)} attempts, {watch.Hearings} hearings, "
            + $"{watch.Redone.Count} finished stages redone; all closed {waited.Elapsed.TotalSeconds:0} s after the last kill.");
        foreach (var stage in Stages) output.WriteLine($"{stage,-14} {kills[stage],3} kills");

        var dead = Assert.Single(jobs, job => job.State == JobState.Dead);
        output.WriteLine($"given up: {Path.GetFileName(dead.Source)}, {dead.Failure!.Reason}: {dead.Failure.Problem}");
        Assert.EndsWith("torn.wav", dead.Source, StringComparison.Ordinal);
        Assert.Equal(Calls + 1, jobs.Count);
        Assert.Empty(watch.Redone);
        Assert.All(kills, stage => Assert.True(stage.Value >= Least, stage.Key));

        var attached = await bench.Get<IDealBook>().ListConversationsAsync(null, default);
        Assert.Equal(Enumerable.Range(0, Calls).Select(ShortCall.Name), attached.Select(call => call.Conversation.Name).Order(StringComparer.Ordinal));
        Assert.Equal(jobs.Select(job => job.ConversationId).OfType<string>().Order(), attached.Select(call => call.Conversation.Id).Order());
        // The sidecar was there at every try.
        Assert.All(attached, call => Assert.Contains(
            call.Participants, who => who.Email == ShortCall.Customer(int.Parse(call.Conversation.Name[^3..], System.Globalization.CultureInfo.InvariantCulture))));
    }
}
