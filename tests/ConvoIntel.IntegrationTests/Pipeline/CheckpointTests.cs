using System.Text;
using ConvoIntel.Checkpoints;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Pipeline;

public sealed class CheckpointTests
{
    private static readonly string Call = Tests.Repository.File("samples/calls/telecom-cold-call.wav");

    [Fact]
    public async Task Process_StoppedAfterHearing_GoesOnFromWhatWasHeard()
    {
        await using var bench = await Workbench.CreateAsync();
        var kept = new Kept { FailsAt = CallCheckpoint.Understood };
        await Assert.ThrowsAsync<IOException>(() => bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept }, default));
        Assert.Null(await bench.Book.FindConversationAsync("telecom-cold-call", default));
        // A word that nobody said: only who reads what was kept can tell it.
        var heard = Encoding.UTF8.GetString(kept.Documents[CallCheckpoint.Heard]);
        var at = heard.IndexOf("\"text\":\"", StringComparison.Ordinal) + 8;
        kept.Documents[CallCheckpoint.Heard] = Encoding.UTF8.GetBytes(heard.Insert(at, "Zanzibar "));
        kept.FailsAt = null;

        var result = await bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept }, default);

        Assert.Contains("Zanzibar", string.Join(' ', result.Utterances.SelectMany(utterance => utterance.Words).Select(word => word.Text)
            .Concat(result.Utterances.Select(utterance => utterance.Text))));
        Assert.Equal(result.Conversation.Id, (await bench.Book.FindConversationAsync("telecom-cold-call", default))!.Conversation.Id);
    }

    [Fact]
    public async Task Process_StoppedAfterUnderstanding_GoesOnFromWhatWasUnderstood()
    {
        await using var bench = await Workbench.CreateAsync();
        var kept = new Kept();
        await bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept }, default);
        var understood = Encoding.UTF8.GetString(kept.Documents[CallCheckpoint.Understood]);
        kept.Documents[CallCheckpoint.Understood] = Encoding.UTF8.GetBytes(understood.Replace("\"summary\":\"", "\"summary\":\"Zanzibar ", StringComparison.Ordinal));
        var stages = new Stages();

        var result = await bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept, Progress = stages }, default);

        Assert.StartsWith("Zanzibar ", result.Summary, StringComparison.Ordinal);
        Assert.Equal([PipelineStage.Ingestion, PipelineStage.Attachment], stages.Seen);
    }

    [Fact]
    public async Task Process_StraightOrResumed_ComesToTheSame()
    {
        await using var bench = await Workbench.CreateAsync();
        var kept = new Kept();
        var straight = await bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept }, default);
        kept.Documents.Remove(CallCheckpoint.Understood);

        var resumed = await bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept }, default);

        Assert.Equal(Conversations.ConversationJson.Serialize(straight), Conversations.ConversationJson.Serialize(resumed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"version\": 1, ")]
    [InlineData("{ \"version\": 99, \"heard\": null }")]
    public async Task Process_CheckpointThatCannotBeRead_HearsAgain(string document)
    {
        await using var bench = await Workbench.CreateAsync();
        var kept = new Kept();
        kept.Documents[CallCheckpoint.Heard] = Encoding.UTF8.GetBytes(document);

        var result = await bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept }, default);

        Assert.NotEmpty(result.Utterances);
    }

    [Fact]
    public async Task Process_CheckpointOfAnotherModel_HearsAgain()
    {
        await using var bench = await Workbench.CreateAsync();
        var kept = new Kept();
        await bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept }, default);
        var heard = Encoding.UTF8.GetString(kept.Documents[CallCheckpoint.Heard]);
        kept.Documents[CallCheckpoint.Heard] = Encoding.UTF8.GetBytes(
            heard.Replace("whisper-starter", "whisper-other", StringComparison.Ordinal).Replace("\"text\":\"", "\"text\":\"Zanzibar ", StringComparison.Ordinal));
        kept.Documents.Remove(CallCheckpoint.Understood);

        var result = await bench.Pipeline.ProcessAsync(Call, new CallRun { Checkpoints = kept }, default);

        Assert.DoesNotContain(result.Utterances, utterance => utterance.Text.Contains("Zanzibar", StringComparison.Ordinal));
    }

    private sealed class Stages : IProgress<PipelineProgress>
    {
        public List<PipelineStage> Seen { get; } = [];

        public void Report(PipelineProgress value) => Seen.Add(value.Stage);
    }

    private sealed class Kept : ICallCheckpoints
    {
        public Dictionary<CallCheckpoint, byte[]> Documents { get; } = [];

        public CallCheckpoint? FailsAt { get; set; }

        public Task<byte[]?> ReadAsync(CallCheckpoint stage, CancellationToken cancellationToken) => Task.FromResult(Documents.GetValueOrDefault(stage));

        public Task WriteAsync(CallCheckpoint stage, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
        {
            if (stage == FailsAt) throw new IOException("The disk is gone.");
            Documents[stage] = document.ToArray();
            return Task.CompletedTask;
        }
    }
}
