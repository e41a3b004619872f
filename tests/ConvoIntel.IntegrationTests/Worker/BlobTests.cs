using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ConvoIntel.Attachment;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.IntegrationTests.Worker;

[Collection(Servers.Collection)]
public sealed class BlobTests(AzuriteServer azurite)
{
    private readonly string run = Guid.NewGuid().ToString("n")[..8];

    [Fact]
    public async Task Worker_BlobAndSidecarAnnouncedByEventGrid_AreAttachedLongBeforeTheNextListing()
    {
        await using var bench = new WorkerBench();
        var container = await ContainerAsync();
        var events = new QueueClient(azurite.ConnectionString, $"events-{run}", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await events.CreateAsync();
        await using var worker = bench.Start(Settings(container, ("Azure:ListInterval", "12:00:00"), ("Azure:EventQueue", events.Name)));
        await bench.UntilAsync(_ => worker.Output.Contains("Application started", StringComparison.Ordinal), worker);

        await UploadAsync(container, "telecom-cold-call.json");
        await UploadAsync(container, "telecom-cold-call.wav");
        await events.SendMessageAsync("not JSON");
        var subject = $"/blobServices/default/containers/{container.Name}/blobs/calls/telecom-cold-call.wav";
        await events.SendMessageAsync(JsonSerializer.Serialize(new[] { new { eventType = "Microsoft.Storage.BlobCreated", subject } }));

        var job = Assert.Single(await bench.UntilAsync(all => all.Count == 1 && all[0] is { State: JobState.Attached, ClosedAt: not null }, worker));
        var call = (await bench.Get<IDealBook>().FindConversationAsync(job.ConversationId!, default))!;
        Assert.Equal("telecom-cold-call", call.Conversation.Name);
        // The sidecar came along: it names the people.
        Assert.Contains(call.Participants, participant => participant.Email is not null);
        Assert.Empty(Directory.GetFileSystemEntries(bench.At("state/spool")));
    }

    [Fact]
    public async Task Worker_TranscriptsInJson_AreToldFromOtherJsonByTheirContent()
    {
        await using var bench = new WorkerBench();
        var container = await ContainerAsync();
        await container.UploadBlobAsync("whisperx.json", BinaryData.FromString("""{ "segments": [ { "start": 0, "end": 2, "text": "The price is too high for us.", "speaker": "SPEAKER_00" } ] }"""));
        await container.UploadBlobAsync("settings.json", BinaryData.FromString("""{ "colour": "blue" }"""));
        await container.UploadBlobAsync("torn.json", BinaryData.FromString("{ \"segments\": ["));
        await UploadAsync(container, "telecom-cold-call.json");
        await UploadAsync(container, "telecom-cold-call.wav");
        await using var worker = bench.Start(Settings(container, ("Azure:ListInterval", "00:00:01"), ("Azure:JsonSettle", "00:00:00")));

        var jobs = await bench.UntilAsync(all => all.Count == 2 && all.All(job => job.State == JobState.Attached), worker);

        Assert.Equal(["blob:calls/telecom-cold-call.wav", "blob:whisperx.json"], jobs.Select(job => job.Source).Order());
    }

    [Fact]
    public async Task Worker_BlobThatIsReplaced_IsTakenAgain()
    {
        await using var bench = new WorkerBench();
        var container = await ContainerAsync();
        await UploadAsync(container, "freight-follow-up.vtt");
        await using var worker = bench.Start(Settings(container, ("Azure:ListInterval", "00:00:01")));
        await bench.UntilAsync(all => all.Count == 1 && all[0].State == JobState.Attached, worker);

        await container.GetBlobClient("calls/freight-follow-up.vtt").UploadAsync(
            BinaryData.FromString("WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann>The price is too high for us.\n"), overwrite: true);

        var jobs = await bench.UntilAsync(all => all.Count == 2 && all.All(job => job.State == JobState.Attached), worker);
        Assert.Equal(2, jobs.Select(job => job.ConversationId).Distinct().Count());
    }

    [Theory]
    [InlineData("Azure:Container", "calls", "Set Azure:BlobEndpoint")]
    [InlineData("Azure:WorkQueue", "jobs", "Set Azure:QueueEndpoint")]
    [InlineData("Azure:DatabaseIdentity", "true", "Set Storage:ConnectionString")]
    public async Task Worker_AzureWithoutAnAccount_SaysWhatIsMissing(string key, string value, string remedy)
    {
        await using var bench = new WorkerBench();
        await using var worker = bench.Start((key, value));

        Assert.Equal(2, await worker.EndAsync());
        Assert.Contains(remedy, worker.Output);
    }

    private (string, string)[] Settings(BlobContainerClient container, params (string, string)[] more) =>
        [("Sources:Folder:Path", ""), ("Azure:ConnectionString", azurite.ConnectionString), ("Azure:Container", container.Name), .. more];

    private async Task<BlobContainerClient> ContainerAsync()
    {
        var container = new BlobContainerClient(azurite.ConnectionString, $"calls-{run}");
        await container.CreateAsync();
        return container;
    }

    private static async Task UploadAsync(BlobContainerClient container, string name)
    {
        await using var file = File.OpenRead(Tests.Repository.File($"samples/calls/{name}"));
        await container.UploadBlobAsync($"calls/{name}", file);
    }
}
