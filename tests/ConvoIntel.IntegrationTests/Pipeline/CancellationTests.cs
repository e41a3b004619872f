using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Pipeline;

public sealed class CancellationTests
{
    [Fact]
    public async Task ProcessAsync_CancelledAfterTheFirstCall_StopsAndKeepsWhatWasDone()
    {
        await using var bench = await Workbench.CreateAsync();
        using var user = new CancellationTokenSource();
        string[] calls = [Path.Combine(Repository.Calls, "freight-follow-up.vtt"), Path.Combine(Repository.Calls, "clinic-demo.wav"), Path.Combine(Repository.Calls, "school-refusal.wav")];
        var outcomes = new List<ConversationOutcome>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var outcome in bench.Pipeline.ProcessAsync(calls, null, user.Token))
            {
                outcomes.Add(outcome);
                await user.CancelAsync();
            }
        });

        // What was finished is in the book; a run that begins again does the rest.
        var finished = Assert.Single(outcomes).Result!.Conversation.Name;
        Assert.Contains(await bench.Book.ListConversationsAsync(null, default), c => c.Conversation.Name == finished);
        var again = await bench.ProcessAsync(calls[0]);
        Assert.True(Assert.Single(again).Succeeded);
    }
}
