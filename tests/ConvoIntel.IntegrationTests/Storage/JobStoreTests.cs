using System.Collections.Concurrent;
using ConvoIntel.Attachment;
using ConvoIntel.Storage;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ConvoIntel.IntegrationTests.Storage;

public sealed class SqliteJobStoreTests : JobStoreTests
{
    private readonly TemporaryFolder folder = new();

    protected override Task ConfigureAsync(StorageOptions storage)
    {
        storage.Path = folder.At("book.db");
        return Task.CompletedTask;
    }

    protected override ValueTask CleanAsync()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

[Collection(Servers.Collection)]
public sealed class PostgresJobStoreTests(PostgresServer server) : JobStoreTests
{
    protected override async Task ConfigureAsync(StorageOptions storage) => storage.ConnectionString = await server.CreateDatabaseAsync();
}

public abstract class JobStoreTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly ProcessingFailure Busy = new(FailureReason.InferenceFailed, "the model failed", "Try again.");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    private ServiceProvider services = null!;
    private IJobStore jobs = null!;

    public async Task InitializeAsync()
    {
        var options = new StorageOptions();
        await ConfigureAsync(options);
        services = new ServiceCollection().AddSingleton<TimeProvider>(time)
            .AddConvoIntelStorage(storage => (storage.Path, storage.ConnectionString) = (options.Path, options.ConnectionString)).BuildServiceProvider();
        await services.GetRequiredService<IDealBook>().InitializeAsync(default);
        jobs = services.GetRequiredService<IJobStore>();
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await CleanAsync();
    }

    protected abstract Task ConfigureAsync(StorageOptions storage);

    protected virtual ValueTask CleanAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Add_TheSameRecordingTwice_MakesOneJob()
    {
        Assert.Single(await jobs.AddAsync([new("a.wav", "1"), new("a.wav", "1")], default));
        Assert.Empty(await jobs.AddAsync([new("a.wav", "1")], default));
        Assert.Single(await jobs.AddAsync([new("a.wav", "2")], default));

        Assert.Equal(2, (await jobs.ListAsync(null, 10, default)).Count);
    }

    [Fact]
    public async Task Add_ByTwoWorkersAtOnce_MakesEachJobOnce()
    {
        FoundRecording[] found = [.. Enumerable.Range(0, 150).Select(i => new FoundRecording($"{i}.wav", "1"))];

        var added = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => jobs.AddAsync(found, default))));

        Assert.Equal(150, added.Sum(ids => ids.Count));
        Assert.Equal(150, (await jobs.CountAsync(default))[JobState.Waiting]);
    }

    [Fact]
    public async Task Claim_ManyWorkersAtOnce_GivesEachJobToOne()
    {
        await jobs.AddAsync([.. Enumerable.Range(0, 60).Select(i => new FoundRecording($"{i}.wav", "1"))], default);
        var claimed = new ConcurrentBag<long>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            while (await jobs.ClaimAsync($"worker {worker}", Lease, default) is { } claim) claimed.Add(claim.Job.Id);
        })));

        Assert.Equal(60, claimed.Count);
        Assert.Equal(60, claimed.Distinct().Count());
    }

    [Fact]
    public async Task Claim_ByNumber_TakesItOnceWhereItIsDue()
    {
        var id = Assert.Single(await jobs.AddAsync([new("a.wav", "1")], default));

        Assert.Equal(id, (await jobs.ClaimAsync(id, "w", Lease, default))!.Job.Id);
        Assert.Null(await jobs.ClaimAsync(id, "other", Lease, default));
        Assert.Null(await jobs.ClaimAsync(id + 1, "other", Lease, default));
    }

    [Fact]
    public async Task Overdue_NamesThoseThatNobodyTookForSoLong()
    {
        var old = Assert.Single(await jobs.AddAsync([new("old.wav", "1")], default));
        time.Advance(TimeSpan.FromMinutes(5));
        await jobs.AddAsync([new("new.wav", "1")], default);

        Assert.Equal([old], await jobs.OverdueAsync(TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task Claim_HigherPriority_ComesFirst()
    {
        await jobs.AddAsync([new("old.wav", "1"), new("live.wav", "1", Priority: 5)], default);

        Assert.Equal("live.wav", (await jobs.ClaimAsync("w", Lease, default))!.Job.Source);
    }

    [Fact]
    public async Task Claim_WhileTheLeaseHolds_IsNobodyElses()
    {
        await jobs.AddAsync([new("a.wav", "1")], default);
        var claim = await jobs.ClaimAsync("first", Lease, default);
        time.Advance(Lease - TimeSpan.FromSeconds(1));

        Assert.Null(await jobs.ClaimAsync("second", Lease, default));
        Assert.True(await jobs.RenewAsync(claim!, Lease, default));
        time.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.Null(await jobs.ClaimAsync("second", Lease, default));
    }

    [Fact]
    public async Task Claim_AfterTheLease_IsTheOtherWorkersAndTheFirstIsRefused()
    {
        await jobs.AddAsync([new("a.wav", "1")], default);
        var first = await jobs.ClaimAsync("first", Lease, default);
        time.Advance(Lease);

        var second = await jobs.ClaimAsync("second", Lease, default);

        Assert.Equal(2, second!.Job.Attempts);
        Assert.False(await jobs.RenewAsync(first!, Lease, default));
        Assert.False(await jobs.AttachedAsync(first!, "c1", default));
        Assert.False(await jobs.FailedAsync(first!, Busy, null, default));
        Assert.True(await jobs.AttachedAsync(second, "c1", default));
        Assert.Equal("c1", Assert.Single(await jobs.ListAsync(JobState.Attached, 10, default)).ConversationId);
    }

    [Fact]
    public async Task Failed_WithAWait_IsDueAfterIt()
    {
        await jobs.AddAsync([new("a.wav", "1")], default);
        await jobs.FailedAsync((await jobs.ClaimAsync("w", Lease, default))!, Busy, TimeSpan.FromSeconds(30), default);

        Assert.Null(await jobs.ClaimAsync("w", Lease, default));
        time.Advance(TimeSpan.FromSeconds(30));
        var again = await jobs.ClaimAsync("w", Lease, default);

        Assert.Equal(2, again!.Job.Attempts);
        Assert.Equal(Busy, again.Job.Failure);
    }

    [Fact]
    public async Task Failed_ForGood_WaitsForAPersonWithItsReason()
    {
        await jobs.AddAsync([new("a.wav", "1")], default);
        await jobs.FailedAsync((await jobs.ClaimAsync("w", Lease, default))!, Busy, null, default);
        time.Advance(TimeSpan.FromDays(1));

        Assert.Null(await jobs.ClaimAsync("w", Lease, default));
        Assert.Equal(Busy, Assert.Single(await jobs.ListAsync(JobState.Dead, 10, default)).Failure);
        Assert.Equal(1, await jobs.RetryAsync(null, default));
        Assert.Equal(1, (await jobs.ClaimAsync("w", Lease, default))!.Job.Attempts);
    }

    [Fact]
    public async Task Release_GivesTheJobBackWithoutCountingTheAttempt()
    {
        await jobs.AddAsync([new("a.wav", "1")], default);
        await jobs.ReleaseAsync((await jobs.ClaimAsync("w", Lease, default))!, default);

        Assert.Equal(1, (await jobs.ClaimAsync("other", Lease, default))!.Job.Attempts);
    }

    [Fact]
    public async Task Cancel_AtWork_TakesTheClaimAway()
    {
        await jobs.AddAsync([new("a.wav", "1")], default);
        var claim = await jobs.ClaimAsync("w", Lease, default);

        Assert.Equal(1, await jobs.CancelAsync([claim!.Job.Id], default));

        Assert.False(await jobs.RenewAsync(claim, Lease, default));
        Assert.Null(await jobs.ClaimAsync("w", Lease, default));
        Assert.Equal(1, await jobs.RetryAsync([claim.Job.Id], default));
    }

    [Fact]
    public async Task Close_AfterTheOutcome_LeavesNothingOpen()
    {
        var id = Assert.Single(await jobs.AddAsync([new("a.wav", "1")], default));
        var claim = await jobs.ClaimAsync("w", Lease, default);
        await jobs.CloseAsync(id, default);
        Assert.Null((await jobs.FindAsync(id, default))!.ClosedAt);

        await jobs.AttachedAsync(claim!, "c1", default);
        Assert.Equal(1, (await jobs.CountOpenAsync(default))[JobState.Attached]);
        await jobs.CloseAsync(id, default);

        Assert.Empty(await jobs.CountOpenAsync(default));
        Assert.Equal(time.GetUtcNow(), (await jobs.FindAsync(id, default))!.ClosedAt);
        Assert.Equal(1, (await jobs.CountAsync(default))[JobState.Attached]);
    }

    [Fact]
    public async Task ClaimUnclosed_OfAWorkerThatDiedAfterTheOutcome_IsOneCallersForALease()
    {
        await jobs.AddAsync([new("good.wav", "1"), new("bad.wav", "1"), new("waits.wav", "1")], default);
        await jobs.AttachedAsync((await jobs.ClaimAsync("w", Lease, default))!, "c1", default);
        await jobs.FailedAsync((await jobs.ClaimAsync("w", Lease, default))!, Busy, null, default);
        Assert.Empty(await jobs.ClaimUnclosedAsync(Lease, default));
        time.Advance(Lease * 2);

        var left = await jobs.ClaimUnclosedAsync(Lease, default);

        Assert.Equal(["bad.wav", "good.wav"], left.Select(job => job.Source).Order());
        Assert.Equal(Busy, left.Single(job => job.State == JobState.Dead).Failure);
        Assert.Empty(await jobs.ClaimUnclosedAsync(Lease, default));
        time.Advance(Lease);
        Assert.Equal(2, (await jobs.ClaimUnclosedAsync(Lease, default)).Count);
    }

    [Fact]
    public async Task Retry_OfAClosedJob_OpensItAgain()
    {
        var id = Assert.Single(await jobs.AddAsync([new("a.wav", "1")], default));
        await jobs.FailedAsync((await jobs.ClaimAsync("w", Lease, default))!, Busy, null, default);
        await jobs.CloseAsync(id, default);

        await jobs.RetryAsync([id], default);

        Assert.Equal(1, (await jobs.CountOpenAsync(default))[JobState.Waiting]);
        Assert.Equal(id, (await jobs.ClaimAsync("w", Lease, default))!.Job.Id);
    }

    [Fact]
    public async Task Retry_OfANamedJob_IsClaimedBeforeThoseThatWaitedLonger()
    {
        var given = Assert.Single(await jobs.AddAsync([new("a.wav", "1")], default));
        await jobs.FailedAsync((await jobs.ClaimAsync("w", Lease, default))!, Busy, null, default);
        await jobs.AddAsync([new("b.wav", "1"), new("c.wav", "1")], default);
        time.Advance(TimeSpan.FromMinutes(1));

        await jobs.RetryAsync([given], default);

        Assert.Equal((given, Job.Awaited), await jobs.ClaimAsync("w", Lease, default) is { Job: var job } ? (job.Id, job.Priority) : default);
    }

    [Fact]
    public async Task Claim_OneWorker_TakesTheOldestFirst()
    {
        var added = await jobs.AddAsync([.. Enumerable.Range(0, 40).Select(i => new FoundRecording($"{i}.wav", "1"))], default);

        var taken = new List<long>();
        while (await jobs.ClaimAsync("w", Lease, default) is { } claim) taken.Add(claim.Job.Id);

        Assert.Equal(added, taken);
    }

    [Fact]
    public async Task Unknown_NamesWhatIsNoJobYet()
    {
        await jobs.AddAsync([new("a.wav", "1"), new("b.wav", "1")], default);

        var unknown = await jobs.UnknownAsync([new("a.wav", "1"), new("a.wav", "2"), new("c.wav", "1")], default);

        Assert.Equal([new("a.wav", "2"), new FoundRecording("c.wav", "1")], unknown);
    }
}
