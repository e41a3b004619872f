using ConvoIntel.Attachment;
using ConvoIntel.Inference;
using ConvoIntel.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConvoIntel.IntegrationTests.Support;

/// <summary>The whole product on the starter models, with a deal book of its own in a temporary folder.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Workbench(string folder, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        Folder = folder;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(ModelFolders.Settings(Repository.Models)).AddInMemoryCollection(settings).Build();
        services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(TimeProvider.System)
            .AddConvoIntel(configuration)
            .AddConvoIntelStorage(storage => storage.Path = Path.Combine(folder, "book.db"))
            .BuildServiceProvider();
    }

    public string Folder { get; }

    public ConversationPipeline Pipeline => services.GetRequiredService<ConversationPipeline>();

    public IDealBook Book => services.GetRequiredService<IDealBook>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static async Task<Workbench> CreateAsync(params (string Key, string? Value)[] settings)
    {
        var bench = new Workbench(Directory.CreateTempSubdirectory("convointel-test-").FullName, settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        await bench.Book.InitializeAsync(default);
        return bench;
    }

    public async Task<IReadOnlyList<ConversationOutcome>> ProcessAsync(params string[] paths)
    {
        var outcomes = new List<ConversationOutcome>();
        await foreach (var outcome in Pipeline.ProcessAsync(paths, null, default)) outcomes.Add(outcome);
        return outcomes;
    }

    public string Place(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
