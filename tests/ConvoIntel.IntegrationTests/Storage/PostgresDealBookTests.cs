using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Storage;
using ConvoIntel.Tests;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConvoIntel.IntegrationTests.Storage;

[Collection(Servers.Collection)]
public sealed class PostgresDealBookTests(PostgresServer server)
{
    [Fact]
    public async Task Book_DealsAndCalls_AreReadAsTheyWereWritten()
    {
        await using var services = Open(await server.CreateDatabaseAsync());
        var book = services.GetRequiredService<IDealBook>();
        await book.InitializeAsync(default);
        var count = await book.ImportAsync(Tests.Repository.File("samples/deals.json"), default);
        var deals = await book.ListDealsAsync(default);
        var result = Some.Result("c-1", null, Some.Utterance(0, ParticipantRole.Rep, 0, 1)) with { Insights = [Some.Insight("i-1")] };

        await book.AttachAsync(result, default);
        await book.AttachAsync(result, default);

        Assert.Equal(count, deals.Count);
        var read = Assert.Single(await book.ListConversationsAsync(result.Deal?.Id, default));
        Assert.Equal(ConversationJson.Serialize(result), ConversationJson.Serialize(read));
        Assert.Equal(result.Conversation.Id, (await book.FindConversationAsync(result.Conversation.Name, default))!.Conversation.Id);
    }

    [Fact]
    public async Task Search_Words_FindsUtterancesThatHoldThemAll()
    {
        await using var services = Open(await server.CreateDatabaseAsync());
        var book = services.GetRequiredService<IDealBook>();
        await book.InitializeAsync(default);
        await book.AttachAsync(Some.Result("c-1", null, Some.Utterance(0, ParticipantRole.Customer, 0, 1, "What PRICE did you have in mind?")), default);

        Assert.Single(await book.SearchAsync("mind price", 10, default));
        Assert.Empty(await book.SearchAsync("price zeppelin", 10, default));
        Assert.Empty(await book.SearchAsync("' OR 1=1 --", 10, default));
    }

    [Fact]
    public async Task Attach_TheSameCallByManyWorkersAtOnce_IsThereOnce()
    {
        await using var services = Open(await server.CreateDatabaseAsync());
        var book = services.GetRequiredService<IDealBook>();
        await book.InitializeAsync(default);
        var result = Some.Result();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => book.AttachAsync(result, default))));

        Assert.Single(await book.ListConversationsAsync(result.Deal?.Id, default));
    }

    [Fact]
    public async Task Initialize_ByManyWorkersAtOnce_MigratesOnce()
    {
        var database = await server.CreateDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var services = Open(database);
            await services.GetRequiredService<IDealBook>().InitializeAsync(default);
        })));

        await using var one = Open(database);
        Assert.Empty(await one.GetRequiredService<IDealBook>().ListDealsAsync(default));
    }

    [Fact]
    public async Task Initialize_DatabaseOfAnotherProgram_IsRefusedAndLeftAlone()
    {
        var database = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await using (var command = source.CreateCommand("CREATE TABLE invoices (id int)")) await command.ExecuteNonQueryAsync();
        await using var services = Open(database);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => services.GetRequiredService<IDealBook>().InitializeAsync(default));

        Assert.Equal(FailureReason.DealBookUnavailable, error.Reason);
        Assert.Contains("another program", error.Problem);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=convointel;Username=rep;Password=s3cret", "cannot be reached")]
    [InlineData("Database=nothere", "no such database")]
    public async Task Use_ServerOrDatabaseThatIsNotThere_SaysSoWithoutThePassword(string change, string problem)
    {
        var text = change.StartsWith("Host", StringComparison.Ordinal)
            ? change
            : new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()) { Database = "nothere" }.ConnectionString;
        await using var services = Open(text);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => services.GetRequiredService<IDealBook>().ListDealsAsync(default));

        Assert.Contains(problem, error.Problem);
        Assert.DoesNotContain("s3cret", error.ToString());
    }

    private static ServiceProvider Open(string connection) =>
        new ServiceCollection().AddConvoIntelStorage(storage => storage.ConnectionString = connection).BuildServiceProvider();
}
