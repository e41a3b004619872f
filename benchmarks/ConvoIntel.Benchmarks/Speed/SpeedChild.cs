using System.Diagnostics;
using System.Text.Json;
using ConvoIntel.Attachment;
using ConvoIntel.Inference;
using ConvoIntel.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoIntel.Benchmarks.Speed;

/// <summary>Processes recordings as the product does, into a deal book that is thrown away, and prints a <see cref="SpeedRun"/>.</summary>
internal static class SpeedChild
{
    public const string Verb = "speed-child";

    /// <param name="args">Settings as <c>Section:Key=value</c>, and recordings.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("convointel-speed-").FullName;
        try
        {
            var run = await RunAsync(folder, [.. args.Where(IsSetting)], [.. args.Where(arg => !IsSetting(arg))]);
            Console.WriteLine(JsonSerializer.Serialize(run));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<SpeedRun> RunAsync(string folder, string[] settings, string[] recordings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(ModelFolders.Settings(null))
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
            .Build();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddConvoIntel(configuration)
            .AddConvoIntelStorage(storage => storage.Path = Path.Combine(folder, "book.db"))
            .BuildServiceProvider();
        var pipeline = services.GetRequiredService<ConversationPipeline>();
        await services.GetRequiredService<IDealBook>().InitializeAsync(default);
        using var meters = new StageSums();

        var loaded = Environment.WorkingSet;
        var (seconds, words) = (0.0, new Dictionary<string, IReadOnlyDictionary<string, string>>());
        using var self = Process.GetCurrentProcess();
        var cores = self.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await foreach (var outcome in pipeline.ProcessAsync(recordings, null, default))
        {
            var result = outcome.Result ?? throw new InvalidOperationException($"{outcome.Path}: {outcome.Failure?.Problem}");
            seconds += result.Conversation.Duration;
            words[result.Conversation.Name] = result.Utterances.GroupBy(u => u.Role)
                .ToDictionary(side => side.Key.ToString(), side => string.Join(' ', side.OrderBy(u => u.Start).Select(u => u.Text)));
        }

        var wall = Stopwatch.GetElapsedTime(started);
        self.Refresh();
        return new SpeedRun
        {
            AudioSeconds = seconds,
            WallSeconds = wall.TotalSeconds,
            CoreSeconds = (self.TotalProcessorTime - cores).TotalSeconds,
            Stages = meters.Seconds,
            Tokens = meters.Tokens,
            BatchFill = meters.Fill,
            PeakMemory = self.PeakWorkingSet64 / 1048576.0,
            LoadedMemory = loaded / 1048576.0,
            Words = words,
        };
    }

    private static bool IsSetting(string arg) => arg.Contains('=', StringComparison.Ordinal);
}
