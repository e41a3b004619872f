using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Tests;

namespace ConvoIntel.IntegrationTests.Storage;

public sealed class MatchTests
{
    [Fact]
    public async Task Match_ExplicitId_TakesItBeforeTheAddressAndSnapshotsTheDeal()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        var recording = Some.Recording(Some.Rep(), Some.Customer("j.weber@falkenfoods.example")) with { DealIds = ["OPP-1002"] };

        var match = await file.Book.MatchAsync(recording, default);

        Assert.Equal(
            new DealSnapshot
            {
                Id = "OPP-1002",
                Name = "Practice system for eight doctors",
                Account = "Larch Street Clinic",
                StageAtCall = "Demo",
                AmountAtCall = 13440m,
                Currency = "GBP",
                MatchedBy = DealMatchKind.Id,
            },
            match.Deal);
        Assert.Empty(match.Warnings);
    }

    [Fact]
    public async Task Match_IdThatTheBookLacks_FallsThroughToTheAddressWithAWarning()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        var recording = Some.Recording(Some.Rep(), Some.Customer("j.weber@falkenfoods.example")) with { DealIds = ["OPP-9999"] };

        var match = await file.Book.MatchAsync(recording, default);

        Assert.Equal(("OPP-1004", DealMatchKind.Email), (match.Deal!.Id, match.Deal.MatchedBy));
        Assert.Contains("OPP-9999", Assert.Single(match.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_SecondOfSeveralIds_IsTaken()
    {
        await using var file = await DealBookFile.WithSamplesAsync();

        var match = await file.Book.MatchAsync(Some.Recording() with { DealIds = ["OPP-9999", "OPP-1005"] }, default);

        Assert.Equal("OPP-1005", match.Deal!.Id);
    }

    [Fact]
    public async Task Match_AddressInOtherCase_FindsTheDeal()
    {
        await using var file = await DealBookFile.WithSamplesAsync();

        var match = await file.Book.MatchAsync(Some.Recording(Some.Rep(), Some.Customer(" J.Weber@FalkenFoods.example ")), default);

        Assert.Equal("OPP-1004", match.Deal!.Id);
    }

    [Fact]
    public async Task Match_AddressOfTheRepOnly_FindsNothing()
    {
        await using var file = await DealBookFile.WithSamplesAsync();

        var match = await file.Book.MatchAsync(Some.Recording(Some.Rep("j.weber@falkenfoods.example", "+61255500142"), Some.Customer()), default);

        Assert.Null(match.Deal);
        Assert.Empty(match.Warnings);
    }

    [Theory]
    [InlineData("+61255500142")]
    [InlineData("0061 2 5550 0142")]
    [InlineData("(02) 5550 0142")]
    [InlineData("+61 (0)2 5550 0142 ext. 12")]
    public async Task Match_PhoneInAnyForm_FindsTheDeal(string phone)
    {
        await using var file = await DealBookFile.WithSamplesAsync();

        var match = await file.Book.MatchAsync(Some.Recording(Some.Rep(), Some.Customer(phone: phone)), default);

        Assert.Equal(("OPP-1005", DealMatchKind.Phone), (match.Deal?.Id, match.Deal?.MatchedBy));
    }

    [Fact]
    public async Task Match_PhoneOfAnotherCountryWithTheSameEnding_FindsNothing()
    {
        await using var file = await DealBookFile.WithSamplesAsync();

        var match = await file.Book.MatchAsync(Some.Recording(Some.Rep(), Some.Customer(phone: "+49255500142")), default);

        Assert.Null(match.Deal);
    }

    [Theory]
    [InlineData("Demo", "Closed Lost", "A")]
    [InlineData("closedwon", "Proposal", "B")]
    [InlineData("Demo", "Proposal", null)]
    [InlineData("Won", "Lost", null)]
    public async Task Match_TwoDealsOfOneContact_TakesTheOnlyOpenOne(string first, string second, string? expected)
    {
        await using var file = await DealBookFile.CreateAsync();
        await file.Book.ImportAsync(
            file.Folder.Write("deals.csv", $"id,name,stage,contactEmail\nA,One,{first},x@y.example\nB,Two,{second},X@y.example\n"), default);

        var match = await file.Book.MatchAsync(Some.Recording(Some.Rep(), Some.Customer("x@y.example")), default);

        Assert.Equal(expected, match.Deal?.Id);
        Assert.Equal(expected is null ? 1 : 0, match.Warnings.Count);
    }

    [Fact]
    public async Task Match_DealMovedOnSinceTheCallWasAttached_KeepsTheStageOfThatTime()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        Recording recording = Some.Recording() with { DealIds = ["OPP-1003"] };
        var first = (await file.Book.MatchAsync(recording, default)).Deal;
        await file.Book.AttachAsync(Some.Result(recording.Conversation.Id, first), default);
        await file.Book.ImportAsync(file.Folder.Write("deals.json", """[{"id":"OPP-1003","name":"Payroll renewal, full plan","account":"Brandt Construction","stage":"Closed Won","amount":1,"currency":"EUR"}]"""), default);

        var again = (await file.Book.MatchAsync(recording, default)).Deal;

        Assert.Equal(first, again);
        Assert.Equal(("Negotiation", 52800m, "USD"), (again!.StageAtCall, again.AmountAtCall, again.Currency));
    }
}
