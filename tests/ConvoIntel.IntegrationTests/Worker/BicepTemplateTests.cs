using System.Text.Json;
using ConvoIntel.Inference;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Storage;
using ConvoIntel.Worker;
using ConvoIntel.Worker.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>The template and the worker cannot drift apart: what it sets is what the worker knows, and the worker starts with it.</summary>
public sealed class BicepTemplateTests(BicepTemplate template) : IClassFixture<BicepTemplate>
{
    private const string Prefix = "CONVOINTEL_";

    /// <summary>Variables that libraries read, and settings of the host.</summary>
    private static readonly string[] Others = ["AZURE_CLIENT_ID", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private static readonly string[] HostSections = ["Urls", "Logging"];

    private JsonElement App => template.Resources("Microsoft.App/containerApps").Single().GetProperty("properties").GetProperty("template");

    private JsonElement Container => App.GetProperty("containers").EnumerateArray().Single();

    [Fact]
    public void Build_Template_HasNeitherErrorsNorWarnings() => Assert.Equal("", template.Complaints);

    [Fact]
    public void Environment_EverySetting_IsOneThatTheWorkerKnows()
    {
        var names = Variables().Select(one => one.Name).ToArray();
        Assert.All(names.Where(name => !name.StartsWith(Prefix, StringComparison.Ordinal)), name => Assert.Contains(name, Others));
        var configuration = Configuration();

        Bind("Worker", new WorkerOptions());
        Bind("Azure", new AzureOptions());
        Bind("Storage", new StorageOptions());
        Assert.All(configuration.GetChildren().Select(section => section.Key).Except(["Worker", "Azure", "Storage"]), name => Assert.Contains(name, HostSections));

        void Bind(string section, object options) => configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
    }

    [Fact]
    public async Task Environment_AllOfIt_IsValidAndMakesAWorker()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(ModelFolders.Settings(Repository.Models)).AddConfiguration(Configuration()).Build();
        await using var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddMetrics().AddSingleton<IConfiguration>(configuration).AddWorker(configuration).BuildServiceProvider();

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.NotEmpty(services.GetServices<IHostedService>());
        Assert.NotNull(services.GetService<IDatabasePassword>());
        var azure = services.GetRequiredService<IOptions<AzureOptions>>().Value;
        // No key and no signature: the identity signs in.
        Assert.Equal(("", ""), (azure.ConnectionString, azure.BlobEndpoint!.Query));
        Assert.DoesNotContain("Password", services.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Scale_Rules_WatchTheQueuesThatTheWorkerTakesFrom()
    {
        var watched = App.GetProperty("scale").GetProperty("rules").EnumerateArray()
            .Select(rule => rule.GetProperty("azureQueue")).Select(rule => (rule.GetProperty("queueName").GetString(), HasIdentity: rule.TryGetProperty("identity", out _)));

        Assert.Equal([(Raw("Azure__WorkQueue"), true), (Raw("Azure__EventQueue"), true)], watched);
        // Where the poison queue is made beforehand it must be the one that the worker uses.
        Assert.Contains(template.Resources("Microsoft.Storage/storageAccounts/queueServices/queues"),
            queue => queue.GetProperty("name").GetString()!.Contains($"format('{QueueFeed.PoisonOf("{0}")}', variables('work'))", StringComparison.Ordinal));
    }

    [Fact]
    public void Grace_BeforeAReplicaIsKilled_IsLongerThanTheDrainDeadline()
    {
        var grace = TimeSpan.FromSeconds(App.GetProperty("terminationGracePeriodSeconds").GetInt32());
        var drain = TimeSpan.Parse(Raw("Worker__DrainDeadline"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(grace >= drain + TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Probes_AllOfThem_AskWhereTheWorkerAnswers()
    {
        var port = new Uri(Raw("Urls").Replace("+", "localhost", StringComparison.Ordinal)).Port;
        var probes = Container.GetProperty("probes").EnumerateArray().Select(probe => probe.GetProperty("httpGet")).ToArray();
        Assert.Equal(3, probes.Length);
        Assert.All(probes, probe => Assert.Equal(port, probe.GetProperty("port").GetInt32()));
        Assert.All(probes, probe => Assert.Contains(probe.GetProperty("path").GetString(), (string[])["/health/live", "/health/ready"]));
    }

    [Fact]
    public void Template_Whole_HoldsNoSecretAndAsksForNoKey()
    {
        Assert.DoesNotContain("listKeys", template.Json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"secrets\"", template.Json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("securestring", template.Json, StringComparison.OrdinalIgnoreCase);
        var account = Assert.Single(template.Resources("Microsoft.Storage/storageAccounts")).GetProperty("properties");
        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        var login = Assert.Single(template.Resources("Microsoft.DBforPostgreSQL/flexibleServers")).GetProperty("properties").GetProperty("authConfig");
        Assert.Equal(("Enabled", "Disabled"), (login.GetProperty("activeDirectoryAuth").GetString(), login.GetProperty("passwordAuth").GetString()));
    }

    private IEnumerable<(string Name, string Value)> Variables() =>
        Container.GetProperty("env").EnumerateArray().Select(one => (one.GetProperty("name").GetString()!, one.GetProperty("value").GetString()!));

    private string Raw(string setting) => Variables().Single(one => one.Name == Prefix + setting).Value;

    private IConfiguration Configuration() => new ConfigurationBuilder().AddInMemoryCollection(Variables()
        .Where(one => one.Name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(one => KeyValuePair.Create(one.Name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), (string?)BicepTemplate.Evaluate(one.Value)))).Build();
}
