using ConvoIntel.Attachment;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.Tests;

namespace ConvoIntel.IntegrationTests.Worker;

public sealed class WorkerTests
{
    [Fact]
    public async Task Worker_RecordingsThatLand_AreAttachedOnceAndBadOnesSayWhy()
    {
        await using var bench = new WorkerBench();
        Copy(bench, "telecom-cold-call.wav", "telecom-cold-call.json", "freight-follow-up.vtt", "freight-follow-up.json", "broken.wav");
        await using var worker = bench.Start(("Sources:Folder:DoneFolder", bench.At("done")), ("Sources:Folder:FailedFolder", bench.At("failed")));

        var jobs = await bench.UntilAsync(all => all.Count == 3 && all.All(IsAtEnd) && Directory.GetFiles(bench.Inbox).Length == 0, worker);

        Assert.Equal(2, jobs.Count(job => job.State == JobState.Attached));
        var dead = Assert.Single(jobs, job => job.State == JobState.Dead);
        Assert.Equal(1, dead.Attempts);
        Assert.Equal(FailureReason.CorruptAudio, dead.Failure!.Reason);
        Assert.Equal(["freight-follow-up.json", "freight-follow-up.vtt", "telecom-cold-call.json", "telecom-cold-call.wav"], Names(bench.At("done")));
        Assert.Equal(["broken.wav", "broken.wav.txt"], Names(bench.At("failed")));
        Assert.Equal(2, (await bench.Get<IDealBook>().ListConversationsAsync(null, default)).Count);
        Assert.Equal(0, await worker.StopAsync());
    }

    [Fact]
    public async Task Worker_GivenUpRecordingThatIsRetried_IsTakenFromWhereItWasPutAway()
    {
        await using var bench = new WorkerBench();
        Copy(bench, "broken.wav");
        await using var worker = bench.Start(("Sources:Folder:DoneFolder", bench.At("done")), ("Sources:Folder:FailedFolder", bench.At("failed")));
        await bench.UntilAsync(all => all.Count == 1 && all[0] is { State: JobState.Dead, ClosedAt: not null }, worker);

        // A sidecar with the words would do for a recording that cannot be heard, but it would be another version: so the same, again.
        await bench.Jobs.RetryAsync(null, default);
        var job = Assert.Single(await bench.UntilAsync(all => all[0] is { State: JobState.Dead, ClosedAt: not null, Attempts: 1 }, worker));

        Assert.Equal(FailureReason.CorruptAudio, job.Failure!.Reason);
        Assert.Equal(["broken.wav", "broken.wav.txt"], Names(bench.At("failed")));
    }

    [Fact]
    public async Task Worker_KilledAgainAndAgain_AttachesEveryCallOnce()
    {
        await using var bench = new WorkerBench();
        Copy(bench, "telecom-cold-call.wav", "school-refusal.wav");
        var kills = new[] { 0.9, 1.6, 2.4, 1.2, 3.1 };
        foreach (var seconds in kills)
        {
            await using var doomed = bench.Start(("Worker:MaxAttempts", "50"));
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            await doomed.KillAsync();
        }
        await using var last = bench.Start(("Worker:MaxAttempts", "50"));

        var jobs = await bench.UntilAsync(all => all.Count == 2 && all.All(IsAtEnd), last);

        Assert.All(jobs, job => Assert.Equal(JobState.Attached, job.State));
        var attached = await bench.Get<IDealBook>().ListConversationsAsync(null, default);
        Assert.Equal(["school-refusal", "telecom-cold-call"], attached.Select(call => call.Conversation.Name).Order());
        Assert.Equal(jobs.Select(job => job.ConversationId).Order(), attached.Select(call => call.Conversation.Id).Order());
    }

    [Fact]
    public async Task Worker_ToldToStop_GivesItsCallBackAndTheNextWorkerTakesItAtOnce()
    {
        await using var bench = new WorkerBench();
        Copy(bench, "telecom-cold-call.wav");
        await using (var first = bench.Start(("Worker:DrainDeadline", "00:00:00"), ("Worker:Lease", "01:00:00")))
        {
            await bench.UntilAsync(all => all.Any(job => job.State == JobState.Working), first);
            Assert.Equal(0, await first.StopAsync());
        }
        var given = Assert.Single(await bench.Jobs.ListAsync(null, 10, default));
        Assert.Equal((JobState.Waiting, 0), (given.State, given.Attempts));

        await using var second = bench.Start(("Worker:Lease", "00:02:00"));

        Assert.Equal(1, Assert.Single(await bench.UntilAsync(all => all.All(IsAtEnd), second)).Attempts);
    }

    [Fact]
    public async Task Worker_SettingsThatCannotBe_NamesEachAndDoesNotStart()
    {
        await using var bench = new WorkerBench();
        await using var worker = bench.Start(("Worker:MaxAttempts", "0"), ("Sources:Folder:Path", bench.At("nowhere")));

        Assert.Equal(2, await worker.EndAsync());

        Assert.Contains("MaxAttempts", worker.Output);
        Assert.Contains("nowhere' does not exist", worker.Output);
    }

    private static bool IsAtEnd(Job job) => job.State is JobState.Attached or JobState.Dead;

    private static void Copy(WorkerBench bench, params string[] names)
    {
        foreach (var name in names) File.Copy(Repository.File($"samples/calls/{name}"), Path.Combine(bench.Inbox, name));
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
