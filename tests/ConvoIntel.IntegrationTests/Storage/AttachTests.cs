using ConvoIntel.Conversations;
using ConvoIntel.Tests;

namespace ConvoIntel.IntegrationTests.Storage;

public sealed class AttachTests
{
    private static readonly Utterance[] Words = [Some.Utterance(0, ParticipantRole.Rep, 0, 2), Some.Utterance(1, ParticipantRole.Customer, 2, 4)];

    [Fact]
    public async Task Attach_Twice_HoldsEachInsightOnce()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        var result = Some.Result("c-1", Some.Snapshot("OPP-1001"), Words) with { Insights = [Some.Insight("i-1"), Some.Insight("i-2")] };

        await file.Book.AttachAsync(result, default);
        await file.Book.AttachAsync(result, default);

        Assert.Equal((1, 2, 2), (file.Count("conversations"), file.Count("insights"), file.Count("utterances")));
        Assert.Single(await file.Book.ListConversationsAsync("OPP-1001", default));
    }

    [Fact]
    public async Task Attach_AgainWithOtherFindings_ReplacesWhatTheCallToldBefore()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        var result = Some.Result("c-1", Some.Snapshot("OPP-1001"), Words) with { Insights = [Some.Insight("i-1"), Some.Insight("i-2")] };
        await file.Book.AttachAsync(result, default);

        await file.Book.AttachAsync(result with { Insights = [Some.Insight("i-2", quote: "Too much."), Some.Insight("i-3")], Utterances = [Words[0]] }, default);

        var stored = Assert.Single(await file.Book.ListConversationsAsync("OPP-1001", default));
        Assert.Equal(["i-2", "i-3"], stored.Insights.Select(i => i.Id));
        Assert.Equal("i-2,i-3", file.Scalar("SELECT group_concat(\"InsightId\") FROM (SELECT \"InsightId\" FROM insights ORDER BY 1)"));
        Assert.Equal("Too much.", file.Scalar("SELECT \"Quote\" FROM insights WHERE \"InsightId\" = 'i-2'"));
        Assert.Equal(1, file.Count("utterances"));
    }

    [Fact]
    public async Task Attach_AgainAfterTheDealMovedOn_KeepsTheFirstStageAmountAndCurrency()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        await file.Book.AttachAsync(Some.Result("c-1", Some.Snapshot("OPP-1001", "Discovery", 10, "USD")), default);

        await file.Book.AttachAsync(Some.Result("c-1", Some.Snapshot("OPP-1001", "Closed Won", 99, "EUR")), default);

        var deal = Assert.Single(await file.Book.ListConversationsAsync("OPP-1001", default)).Deal!;
        Assert.Equal(("Discovery", 10m, "USD"), (deal.StageAtCall, deal.AmountAtCall, deal.Currency));
        Assert.Equal("Discovery", file.Scalar("SELECT \"StageAtCall\" FROM conversations"));
    }

    [Fact]
    public async Task Attach_FirstUnmatchedThenMatched_LeavesTheUnmatchedList()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        await file.Book.AttachAsync(Some.Result("c-1"), default);
        Assert.Single(await file.Book.ListConversationsAsync(null, default));

        await file.Book.AttachAsync(Some.Result("c-1", Some.Snapshot("OPP-1001", "Demo")), default);

        Assert.Empty(await file.Book.ListConversationsAsync(null, default));
        Assert.Equal("Demo", Assert.Single(await file.Book.ListConversationsAsync("OPP-1001", default)).Deal!.StageAtCall);
    }

    [Fact]
    public async Task Attach_MovedToAnotherDeal_TakesThatDealsSnapshot()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        await file.Book.AttachAsync(Some.Result("c-1", Some.Snapshot("OPP-1001", "Demo")), default);

        await file.Book.AttachAsync(Some.Result("c-1", Some.Snapshot("OPP-1002", "Proposal")), default);

        Assert.Empty(await file.Book.ListConversationsAsync("OPP-1001", default));
        Assert.Equal("Proposal", Assert.Single(await file.Book.ListConversationsAsync("OPP-1002", default)).Deal!.StageAtCall);
    }

    [Fact]
    public async Task Attach_ManyAtOnce_LosesNoneAndDoublesNone()
    {
        await using var file = await DealBookFile.WithSamplesAsync();

        // Each call twice, as two workers that took up the same file would.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => file.Book.AttachAsync(
            Some.Result($"c-{i / 2}", Some.Snapshot("OPP-1001"), Words) with { Insights = [Some.Insight("i-1"), Some.Insight("i-2")] }, default))));

        Assert.Equal((8, 16, 16), (file.Count("conversations"), file.Count("insights"), file.Count("utterances")));
    }

    [Fact]
    public async Task Attach_DealThatTheBookLacks_SaysSoAndStoresNothing()
    {
        await using var file = await DealBookFile.CreateAsync();

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.AttachAsync(Some.Result("c-1", Some.Snapshot("OPP-1")), default));

        Assert.Contains("OPP-1", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, file.Count("conversations"));
    }

    [Fact]
    public async Task Attach_FailureHalfway_KeepsWhatWasThere()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        var good = Some.Result("c-1", Some.Snapshot("OPP-1001"), Words) with { Insights = [Some.Insight("i-1")] };
        await file.Book.AttachAsync(good, default);

        // Two utterances of one index break the unique index after the old rows were deleted.
        await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.AttachAsync(good with { Utterances = [Words[0], Words[0]], Insights = [] }, default));

        Assert.Equal((1, 2), (file.Count("insights"), file.Count("utterances")));
        Assert.Single((await file.Book.FindConversationAsync("c-1", default))!.Insights);
    }

    [Fact]
    public async Task ListConversations_SeveralTimeZones_OrdersByTheMomentOfStart()
    {
        await using var file = await DealBookFile.CreateAsync();
        async Task Attach(string id, DateTimeOffset start) =>
            await file.Book.AttachAsync(Some.Result(id) with { Conversation = Some.Conversation(id, start: start) }, default);
        await Attach("late", new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(-5)));
        await Attach("early", new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(10)));

        var found = await file.Book.ListConversationsAsync(null, default);

        Assert.Equal(["early", "late"], found.Select(r => r.Conversation.Id));
        Assert.Equal(TimeSpan.FromHours(10), found[0].Conversation.StartTime.Offset);
    }

    [Fact]
    public async Task FindConversation_ByName_GivesTheNewestAndAnIdWins()
    {
        await using var file = await DealBookFile.CreateAsync();
        foreach (var (id, name, day) in new[] { ("1", "call", 1), ("2", "call", 3), ("3", "call", 2), ("call2", "x", 1), ("5", "call2", 9) })
            await file.Book.AttachAsync(Some.Result(id) with { Conversation = Some.Conversation(id, name, Some.CallTime.AddDays(day)) }, default);

        Assert.Equal("2", (await file.Book.FindConversationAsync("call", default))!.Conversation.Id);
        Assert.Equal("call2", (await file.Book.FindConversationAsync("call2", default))!.Conversation.Id);
        Assert.Null(await file.Book.FindConversationAsync("none", default));
    }
}
