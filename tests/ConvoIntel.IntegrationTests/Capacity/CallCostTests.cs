using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ConvoIntel.Attachment;
using ConvoIntel.Capacity.Model;
using ConvoIntel.Checkpoints;
using ConvoIntel.IntegrationTests.Pipeline;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.IntegrationTests.Worker;
using ConvoIntel.Storage;
using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace ConvoIntel.IntegrationTests.Capacity;

/// <summary>Measures again what the capacity model says a call costs. A figure that the product has moved away from fails here.</summary>
[Collection(Servers.Collection)]
public sealed class CallCostTests(PostgresServer server, AzuriteServer azurite, SampleRun samples, ITestOutputHelper output) : IClassFixture<SampleRun>
{
    private const int Copies = 20;
    private const int Calls = 40;

    private static readonly CallCost Model = new();

    [Fact]
    public async Task Storage_SampleCalls_IsWhatTheModelSays()
    {
        var text = await server.CreateDatabaseAsync();
        await using var services = new ServiceCollection().AddConvoIntelStorage(storage => storage.ConnectionString = text).BuildServiceProvider();
        var book = services.GetRequiredService<IDealBook>();
        await book.InitializeAsync(default);
        await book.ImportAsync(Path.Combine(Repository.Samples, "deals.json"), default);
        var calls = samples.Outcomes.Select(outcome => outcome.Result).OfType<ConvoIntel.Conversations.ConversationResult>().ToArray();
        var before = await SizeAsync(text);

        for (var copy = 0; copy < Copies; copy++)
        {
            foreach (var call in calls) await book.AttachAsync(call with { Conversation = call.Conversation with { Id = $"{call.Conversation.Id}-{copy}" } }, default);
        }

        var minutes = calls.Sum(call => call.Conversation.Duration) / 60;
        Near(Model.DatabaseBytes, (await SizeAsync(text) - before) / (minutes * Copies), "database bytes a minute");
        Near(Model.Rows, calls.Sum(call => call.Utterances.Count + call.Insights.Count) / minutes, "rows a minute");
    }

    [Fact]
    public async Task Checkpoints_SampleCall_AreWhatTheModelSays()
    {
        var kept = new Sizes();
        var result = await samples.Bench.Pipeline.ProcessAsync(Path.Combine(Repository.Calls, "payroll-renewal.wav"), new CallRun { Checkpoints = kept }, default);
        Near(Model.CheckpointBytes, kept.Bytes / (result.Conversation.Duration / 60), "checkpoint bytes a minute");
    }

    [Fact]
    public async Task Requests_Calls_AreWhatTheModelSays()
    {
        var text = await server.CreateDatabaseAsync();
        await using var bench = new WorkerBench(text);
        var run = Guid.NewGuid().ToString("n")[..8];
        var container = new BlobContainerClient(azurite.ConnectionString, $"calls-{run}");
        await container.CreateAsync();
        var settings = ((string, string)[])
        [
            ("Sources:Folder:Path", ""), ("Azure:ConnectionString", azurite.ConnectionString), ("Azure:Container", container.Name), ("Azure:ListInterval", "12:00:00"),
            ("Azure:WorkQueue", $"jobs-{run}"), ("Azure:StateContainer", $"state-{run}"), ("Worker:Lease", "00:05:00"), ("Worker:PollInterval", "00:00:10"),
        ];
        for (var n = 0; n < Calls; n++)
        {
            await container.UploadBlobAsync($"{n}.json", BinaryData.FromString("""{ "participants": [ { "id": "a", "name": "Ann", "role": "agent" } ] }"""));
            await container.UploadBlobAsync($"{n}.vtt", BinaryData.FromString(string.Create(CultureInfo.InvariantCulture, $"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann>We can do {n} seats for you.\n")));
        }
        var uploads = 2 * Calls;
        var put = azurite.Requests(container.Name);
        await using var worker = bench.Start(settings);
        var looks = 0;
        await bench.UntilAsync(jobs => ++looks > 0 && jobs.Count == Calls && jobs.All(job => job.State == JobState.Attached), worker);
        await worker.StopAsync();

        // Lines of the server's log may come after the requests they tell of; those of the uploads were all there before the worker began.
        var commits = await CommitsAsync(text) - looks;
        Assert.Multiple(
            () => Assert.True(put >= uploads),
            // What the test itself asked is taken off.
            () => Near(Model.Transactions, (double)commits / Calls, "transactions a call"),
            // No events here; and what is written has no checkpoint of what was heard, which a recording seeks and writes.
            () => Near(Model.QueueOperations - 2, (double)azurite.Requests($"jobs-{run}") / Calls, "requests to the work queue a call"),
            () => Near(Model.BlobOperations - 2, (double)(azurite.Requests(container.Name) - put + azurite.Requests($"state-{run}")) / Calls, "requests to containers a call"));
    }

    private void Near(double expected, double measured, string what)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {measured:0.0}, by the model {expected:0.0}"));
        Assert.InRange(measured, expected * 0.7, expected * 1.3);
    }

    private static Task<long> SizeAsync(string text) => AskAsync(text, "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");

    private static Task<long> CommitsAsync(string text) => AskAsync(text, "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");

    private static async Task<long> AskAsync(string text, string question)
    {
        await using var source = NpgsqlDataSource.Create(text);
        await using var command = source.CreateCommand(question);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class Sizes : ICallCheckpoints
    {
        public long Bytes { get; private set; }

        public Task<byte[]?> ReadAsync(CallCheckpoint stage, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

        public Task WriteAsync(CallCheckpoint stage, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
        {
            Bytes += document.Length;
            return Task.CompletedTask;
        }
    }
}
