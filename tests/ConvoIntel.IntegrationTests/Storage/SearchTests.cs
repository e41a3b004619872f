using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using ConvoIntel.Tests;

namespace ConvoIntel.IntegrationTests.Storage;

public sealed class SearchTests
{
    private static async Task<DealBookFile> BookAsync()
    {
        var file = await DealBookFile.CreateAsync();
        await AttachAsync(file.Book, "old", 0, "The price of the café is a lot.", "Migration \"takes\" weeks, don't worry.");
        await AttachAsync(file.Book, "new", 1, "What PRICE did you have in mind?", "A lot of money for us, at that price.");
        return file;
    }

    private static Task AttachAsync(IDealBook book, string id, int day, params string[] texts) => book.AttachAsync(
        Some.Result(id, null, [.. texts.Select((text, i) => Some.Utterance(i, ParticipantRole.Customer, i, i + 1, text) with { Tags = [new UtteranceTag("pain", 0.5)] })]) with
        {
            Conversation = Some.Conversation(id, $"{id}-call", Some.CallTime.AddDays(day)),
        },
        default);

    [Fact]
    public async Task Search_OneWord_FindsItInAnyCaseNewestCallFirst()
    {
        await using var file = await BookAsync();

        var hits = await file.Book.SearchAsync("Price", 10, default);

        Assert.Equal([("new", 0), ("new", 1), ("old", 0)], hits.Select(h => (h.ConversationId, h.Utterance.Index)));
        Assert.Equal(("new-call", "What PRICE did you have in mind?"), (hits[0].ConversationName, hits[0].Utterance.Text));
        Assert.Equal("pain", Assert.Single(hits[0].Utterance.Tags).Tag);
        Assert.Equal(Some.CallTime.AddDays(1), hits[0].StartTime);
    }

    [Theory]
    [InlineData("lot price", 2)]
    [InlineData("price mind", 1)]
    [InlineData("price weeks", 0)]
    [InlineData("cafe", 1)]
    [InlineData("don't", 1)]
    public async Task Search_SeveralWords_NeedsAllOfThem(string text, int expected)
    {
        await using var file = await BookAsync();

        Assert.Equal(expected, (await file.Book.SearchAsync(text, 10, default)).Count);
    }

    [Theory]
    [InlineData("\"", 0)]
    [InlineData("\"takes\"", 1)]
    [InlineData("price OR", 0)]
    [InlineData("NOT price", 0)]
    [InlineData("NEAR(price lot, 2)", 0)]
    [InlineData("Text: price", 0)]
    [InlineData("pri*", 0)]
    [InlineData("^price", 3)]
    [InlineData("price - \"\" )", 3)]
    [InlineData("'; DROP TABLE utterances; --", 0)]
    [InlineData("pri\0ce", 0)]
    [InlineData("\uD83D", 0)]
    [InlineData("   ", 0)]
    [InlineData("", 0)]
    [InlineData("...", 0)]
    public async Task Search_TextWithOperators_IsTakenAsWordsAndBreaksNothing(string text, int expected)
    {
        await using var file = await BookAsync();

        var hits = await file.Book.SearchAsync(text, 10, default);

        Assert.Equal(expected, hits.Count);
        Assert.Equal(3, (await file.Book.SearchAsync("price", 10, default)).Count);
    }

    [Fact]
    public async Task Search_Limit_IsKept()
    {
        await using var file = await BookAsync();

        Assert.Equal(2, (await file.Book.SearchAsync("price", 2, default)).Count);
        Assert.Empty(await file.Book.SearchAsync("price", 0, default));
    }

    [Fact]
    public async Task Search_AfterACallWasProcessedAgain_FindsOnlyItsNewWords()
    {
        await using var file = await BookAsync();

        await AttachAsync(file.Book, "new", 1, "Nothing of the kind.");

        Assert.Equal(["old"], (await file.Book.SearchAsync("price", 10, default)).Select(h => h.ConversationId));
        Assert.Single(await file.Book.SearchAsync("kind", 10, default));
    }

    [Fact]
    public async Task ReadUtterances_BookOfSeveralPages_GivesEachUtteranceOnce()
    {
        await using var file = await DealBookFile.CreateAsync();
        for (var call = 0; call < 3; call++)
            await AttachAsync(file.Book, $"call{call}", call, [.. Enumerable.Range(0, 200).Select(i => $"Utterance {i} of call {call}.")]);

        List<IReadOnlyList<SearchHit>> pages = [];
        await foreach (var page in file.Book.ReadUtterancesAsync(default)) pages.Add(page);

        Assert.True(pages.Count >= 3 && pages.TrueForAll(page => page.Count <= 256));
        var all = pages.SelectMany(page => page).ToList();
        Assert.Equal(600, all.Select(hit => (hit.ConversationId, hit.Utterance.Index)).Distinct().Count());
        Assert.Equal(600, all.Count);
        Assert.Equal(Some.CallTime.AddDays(2), all[^1].StartTime);
        Assert.Equal(("call2-call", "Utterance 199 of call 2."), (all[^1].ConversationName, all[^1].Utterance.Text));
    }
}
