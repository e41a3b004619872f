using ConvoIntel.Attachment;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Storage;
using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoIntel.IntegrationTests.CommandLine;

/// <summary>Which deal book commands open: the worker's on PostgreSQL, too.</summary>
[Collection(Servers.Collection)]
public sealed class BookCommandTests(PostgresServer server) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("convointel-book-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task JobsAndDeals_WithTheWorkersSettings_ReachItsServer()
    {
        var connection = await server.CreateDatabaseAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "worker.json"), $$"""{ "Storage": { "ConnectionString": "{{connection}}" } }""");

        var imported = await ConvoIntelCommand.RunAsync(folder, "deals", "import", Path.Combine(Repository.Samples, "deals.json"), "--config", "worker.json");
        await AddDeadJobAsync(connection);
        var listed = await RunAsync(connection, "jobs", "list");
        var retried = await RunAsync(connection, "jobs", "retry", "--all");
        var deals = await RunAsync(connection, "deals");

        Assert.Equal((0, ""), (imported.ExitCode, imported.Error));
        Assert.Contains("torn.wav", listed.Output);
        Assert.Contains("1 begun anew", retried.Output);
        Assert.Contains("OPP-1001", deals.Output);
        Assert.Equal(["worker.json"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Deals_BookGivenBesideAServer_OpensTheBook()
    {
        Assert.Equal(0, (await ConvoIntelCommand.RunAsync(folder, "deals", "import", Path.Combine(Repository.Samples, "deals.json"), "--book", "mine.db")).ExitCode);

        var deals = await RunAsync("Host=127.0.0.1;Port=1;Database=nowhere", "deals", "--book", "mine.db");

        Assert.Contains("OPP-1001", deals.Output);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=nowhere;Password=s3cret", "cannot be reached")]
    [InlineData("Colour=s3cret", "no connection string of PostgreSQL")]
    public async Task Jobs_ServerThatIsNotThere_SaysSoWithoutThePassword(string connection, string problem)
    {
        var run = await RunAsync(connection, "jobs", "list");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, string.Join(' ', run.Error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.DoesNotContain("s3cret", run.Error + run.Output);
    }

    private Task<CommandResult> RunAsync(string connection, params string[] arguments) => ConvoIntelCommand.RunWithAsync(
        folder, new Dictionary<string, string> { ["CONVOINTEL_Storage__ConnectionString"] = connection }, null, arguments);

    private static async Task AddDeadJobAsync(string connection)
    {
        await using var services = new ServiceCollection().AddConvoIntelStorage(storage => storage.ConnectionString = connection).BuildServiceProvider();
        await services.GetRequiredService<IDealBook>().InitializeAsync(default);
        var jobs = services.GetRequiredService<IJobStore>();
        await jobs.AddAsync([new("folder:/calls/torn.wav", "1")], default);
        var claim = await jobs.ClaimAsync("w", TimeSpan.FromMinutes(1), default);
        await jobs.FailedAsync(claim!, new(FailureReason.CorruptAudio, "the file is torn", "Record it again."), null, default);
    }
}
