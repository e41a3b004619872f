using Azure.Core;
using Azure.Identity;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Attachment;
using ConvoIntel.Storage;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.Worker.Azure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>
/// Tokens in place of a password, against a PostgreSQL that asks for one. Entra is not here: what a real token holds and that Azure's server
/// takes it is not shown.
/// </summary>
[Collection(Servers.Collection)]
public sealed class EntraPasswordTests(PostgresServer server)
{
    private const string Worker = "convointel-worker";

    [Fact]
    public async Task Open_TokenThatChanges_IsAskedForWithEachConnection()
    {
        var credential = new Tokens { Current = "first-token" };
        await using var services = Open(await DatabaseAsync("first-token"), credential);
        await services.GetRequiredService<IDealBook>().InitializeAsync(default);
        await SetPasswordAsync("second-token");
        var jobs = services.GetRequiredService<IJobStore>();

        var refused = await Assert.ThrowsAsync<ConvoIntelException>(() => jobs.CountAsync(default));
        credential.Current = "second-token";
        var counts = await jobs.CountAsync(default);

        Assert.Contains("refused the name or the password", refused.Problem, StringComparison.Ordinal);
        Assert.Empty(counts);
        Assert.All(credential.Asked, scope => Assert.Equal("https://ossrdbms-aad.database.windows.net/.default", scope));
    }

    [Fact]
    public async Task Open_NoToken_SaysWhyAndWhatToDo()
    {
        var credential = new Tokens { Fault = new CredentialUnavailableException("No managed identity endpoint found.\nTrace: …") };
        await using var services = Open(await DatabaseAsync("any"), credential);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => services.GetRequiredService<IJobStore>().CountAsync(default));

        Assert.Equal(FailureReason.DealBookUnavailable, error.Reason);
        Assert.Equal("no token for the database can be had (No managed identity endpoint found)", error.Problem);
        Assert.Contains("AZURE_CLIENT_ID", error.Remedy, StringComparison.Ordinal);
    }

    /// <summary>A database whose user must give a password, on a server that trusts everyone else.</summary>
    private async Task<string> DatabaseAsync(string password)
    {
        var admin = await server.CreateDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(admin))
        {
            await ExecuteAsync(source, $"DO $$ BEGIN CREATE ROLE \"{Worker}\" LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            await ExecuteAsync(source, $"ALTER ROLE \"{Worker}\" PASSWORD '{password}'");
            await ExecuteAsync(source, $"GRANT CREATE, USAGE ON SCHEMA public TO \"{Worker}\"");
            await using var ask = source.CreateCommand("SHOW hba_file");
            var rules = (string)(await ask.ExecuteScalarAsync())!;
            await ExecuteAsync(source, $"COPY (SELECT unnest(ARRAY['host all \"{Worker}\" 127.0.0.1/32 scram-sha-256', 'host all all 127.0.0.1/32 trust', 'local all all trust'])) TO '{rules}'");
        }
        // Read anew at a start; a signal to read it would be obeyed at any time.
        await server.StopAsync();
        await server.StartAsync();
        return new NpgsqlConnectionStringBuilder(admin) { Username = Worker, Pooling = false }.ConnectionString;
    }

    private async Task SetPasswordAsync(string password)
    {
        await using var source = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await ExecuteAsync(source, $"ALTER ROLE \"{Worker}\" PASSWORD '{password}'");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string text)
    {
        await using var command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }

    private static ServiceProvider Open(string connection, TokenCredential credential) => new ServiceCollection()
        .AddSingleton<IDatabasePassword>(new EntraPassword(credential))
        .AddConvoIntelStorage(storage => storage.ConnectionString = connection)
        .BuildServiceProvider();

    private sealed class Tokens : TokenCredential
    {
        public string Current { get; set; } = "";

        public Exception? Fault { get; init; }

        public List<string> Asked { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.AddRange(requestContext.Scopes);
            return Fault is null ? new AccessToken(Current, DateTimeOffset.MaxValue) : throw Fault;
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
