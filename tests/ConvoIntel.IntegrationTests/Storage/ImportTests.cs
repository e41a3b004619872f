using System.Text;
using ConvoIntel.Tests;

namespace ConvoIntel.IntegrationTests.Storage;

public sealed class ImportTests
{
    [Fact]
    public async Task Import_SampleJson_HoldsEveryFieldOfTheDeal()
    {
        await using var file = await DealBookFile.WithSamplesAsync();

        var deals = await file.Book.ListDealsAsync(default);
        var freight = await file.Book.FindDealAsync("OPP-1001", default);

        Assert.Equal(6, deals.Count);
        Assert.NotNull(freight);
        Assert.Equal("Dispatch desk, eleven users", freight.Name);
        Assert.Equal("Wexler Freight", freight.Account);
        Assert.Equal("Discovery", freight.Stage);
        Assert.Equal(21780m, freight.Amount);
        Assert.Equal("USD", freight.Currency);
        Assert.Equal(0.4, freight.Probability);
        Assert.Equal(new DateOnly(2026, 4, 15), freight.CloseDate);
        Assert.Equal("alex.turner@harborline.example", freight.OwnerEmail);
        Assert.Equal(["Dana Wexler", "Marcus Lindgren"], freight.Contacts.Select(c => c.Name));
        Assert.Equal("+1 312 555 0143", freight.Contacts[1].Phone);
    }

    [Fact]
    public async Task Import_SampleCsv_EqualsTheJson()
    {
        await using var fromJson = await DealBookFile.WithSamplesAsync();
        await using var fromCsv = await DealBookFile.CreateAsync();

        var count = await fromCsv.Book.ImportAsync(Repository.File("samples/deals.csv"), default);

        Assert.Equal(6, count);
        var expected = await fromJson.Book.ListDealsAsync(default);
        var actual = await fromCsv.Book.ListDealsAsync(default);
        Assert.Equivalent(expected, actual, strict: true);
    }

    [Fact]
    public async Task Import_AgainWithOtherStage_UpdatesTheDealAndKeepsItsContactsOnce()
    {
        await using var file = await DealBookFile.WithSamplesAsync();
        var path = file.Folder.Write("deals.json", """
            [{ "id": "OPP-1003", "name": "Payroll renewal", "stage": "Closed Won", "amount": 50000.50, "currency": "USD",
               "contacts": [{ "name": "Tom Becker", "email": "tbecker@brandtconstruction.example" }] }]
            """);

        await file.Book.ImportAsync(path, default);

        var deal = await file.Book.FindDealAsync("OPP-1003", default);
        Assert.Equal("Closed Won", deal!.Stage);
        Assert.Equal(50000.50m, deal.Amount);
        Assert.Single(deal.Contacts);
        Assert.Equal(6, (await file.Book.ListDealsAsync(default)).Count);
    }

    [Fact]
    public async Task Import_CsvFromASpreadsheet_TakesSemicolonsByteOrderMarkAndOtherColumnOrder()
    {
        await using var file = await DealBookFile.CreateAsync();
        var path = file.Folder.Write("deals.csv", "\uFEFFStage;ID;Name;Unknown;contactEmail\r\nDemo;A-1;\"Ten; or more\";x;c@d.example\r\n");

        await file.Book.ImportAsync(path, default);

        var deal = Assert.Single(await file.Book.ListDealsAsync(default));
        Assert.Equal(("A-1", "Ten; or more", "Demo"), (deal.Id, deal.Name, deal.Stage));
        Assert.Equal("c@d.example", Assert.Single(deal.Contacts).Email);
    }

    [Theory]
    [InlineData("id,name,stage,amount\nA,Deal,Demo,100\nB,Deal,Demo,12.000,50\n", "line 3")]
    [InlineData("id,name,stage,amount\nA,Deal,Demo,100\nB,Deal,Demo,much\n", "line 3, column 'amount': 'much' is not a number")]
    [InlineData("id,name,stage,amount\nA,Deal,Demo,\"21,780\"\n", "line 2, column 'amount'")]
    [InlineData("id,name,stage,closeDate\nA,Deal,Demo,15.04.2026\n", "line 2, column 'closeDate': '15.04.2026' is not a date")]
    [InlineData("id,name,stage\nA,\"two\nlines\",Demo\nB,,Demo\n", "line 4, column 'name': the field is empty")]
    [InlineData("id,name\nA,Deal\n", "no column 'stage'")]
    [InlineData("id,name,stage\nA,Deal,Demo\nA,Deal,Proposal\n", "line 3, column 'id': deal 'A' differs from line 2")]
    [InlineData("id,name,stage\nA,\"Deal,Demo\n", "line 2")]
    [InlineData("id,name,stage,probability\nA,Deal,Demo,40\n", "probability of deal 'A'")]
    [InlineData("id,name,stage,currency\nA,Deal,Demo,$\n", "currency of deal 'A'")]
    public async Task Import_BadCsv_NamesFileAndPlaceAndImportsNothing(string text, string place)
    {
        await using var file = await DealBookFile.CreateAsync();
        var path = file.Folder.Write("deals.csv", text);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.ImportAsync(path, default));

        Assert.Equal(path, error.SourceName);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Empty(await file.Book.ListDealsAsync(default));
    }

    [Theory]
    [InlineData("{ \"deals\": [\n  { \"id\": \"A\", \"name\": \"Deal\" }\n] }", "line 2")]
    [InlineData("{ \"deals\": [\n  { \"id\": \"A\", \"name\": \"Deal\",\n \"stage\": \"Demo\", \"amount\": \"much\" }\n] }", "line 3")]
    [InlineData("{ \"deals\": [", "line 1")]
    [InlineData("{ \"opportunities\": [] }", "deals")]
    [InlineData("{ \"deals\": null }", "deals")]
    [InlineData("[null]", "null")]
    [InlineData("[{ \"id\": \"A\", \"name\": null, \"stage\": \"Demo\" }]", "name")]
    [InlineData("[{ \"id\": \"A\", \"name\": \"D\", \"stage\": \"Demo\" }, { \"id\": \"A\", \"name\": \"D\", \"stage\": \"Demo\" }]", "deal 'A' stands in it twice")]
    [InlineData("id,name,stage\nA,Deal,Demo", "line 1")]
    public async Task Import_BadJson_NamesFileAndPlaceAndImportsNothing(string text, string place)
    {
        await using var file = await DealBookFile.CreateAsync();
        var path = file.Folder.Write("deals.json", text);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.ImportAsync(path, default));

        Assert.Equal(FailureReason.UnsupportedFormat, error.Reason);
        Assert.Equal(path, error.SourceName);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Empty(await file.Book.ListDealsAsync(default));
    }

    [Fact]
    public async Task Import_TextThatIsNotUtf8_SaysSo()
    {
        await using var file = await DealBookFile.CreateAsync();
        var path = file.Folder.Write("deals.csv", Encoding.Latin1.GetBytes("id,name,stage\nA,Müller,Demo\n"));

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.ImportAsync(path, default));

        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.json", FailureReason.SourceNotFound)]
    [InlineData("", FailureReason.SourceUnreadable)]
    public async Task Import_NoSuchFileOrAFolder_SaysWhich(string name, FailureReason reason)
    {
        await using var file = await DealBookFile.CreateAsync();

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.ImportAsync(file.Folder.At(name), default));

        Assert.Equal(reason, error.Reason);
    }

    [Fact]
    public async Task Import_EmptyFile_SaysThatItHoldsNoDeals()
    {
        await using var file = await DealBookFile.CreateAsync();

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => file.Book.ImportAsync(file.Folder.Write("deals.json", " \n"), default));

        Assert.Equal(FailureReason.SourceEmpty, error.Reason);
    }
}
