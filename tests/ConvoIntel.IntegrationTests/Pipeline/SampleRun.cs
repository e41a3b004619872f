using ConvoIntel.Conversations;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Pipeline;

/// <summary>All that ships under samples/, processed once for the tests that look at it.</summary>
public sealed class SampleRun : IAsyncLifetime
{
    private Workbench? bench;

    internal Workbench Bench => bench ?? throw new InvalidOperationException("The run has not begun.");

    public IReadOnlyList<ConversationOutcome> Outcomes { get; private set; } = [];

    public ConversationResult Result(string name) =>
        Outcomes.Select(o => o.Result).OfType<ConversationResult>().Single(r => r.Conversation.Name == name);

    public async Task InitializeAsync()
    {
        bench = await Workbench.CreateAsync();
        await bench.Book.ImportAsync(Path.Combine(Repository.Samples, "deals.json"), default);
        Outcomes = await bench.ProcessAsync(Repository.Calls);
    }

    public async Task DisposeAsync() => await Bench.DisposeAsync();
}
