using System.Globalization;
using System.Text;
using ConvoIntel.Evaluation.Results;
using ConvoIntel.Inference;

namespace ConvoIntel.Benchmarks.Speed;

/// <summary>Makes <c>benchmarks/results/speed.md</c>: whole calls through the product, as ratios within one run.</summary>
internal static class SpeedTable
{
    public const string Verb = "speed";

    private static readonly string[] Single = ["Inference:Threads=1", "Transcription:Lanes=1"];

    /// <param name="args">The repository, and then, to compare: whisper-cli, the weights as ggml, its voice model.</param>
    public static async Task<int> MakeAsync(string[] args)
    {
        if (args.Length is not (1 or 4))
        {
            await Console.Error.WriteLineAsync($"usage: {Verb} REPOSITORY [WHISPER-CLI GGML VOICE-GGML]");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("convointel-speed-").FullName;
        try
        {
            var audio = new SampleAudio(args[0]);
            var rows = new List<string>();
            rows.AddRange(await ThroughputAsync(audio, folder));
            rows.AddRange(Encoder());
            rows.AddRange(await WorkersAsync(audio, folder));
            if (args.Length == 4) rows.AddRange(await BesideAsync(audio, folder, new WhisperCli(args[1], args[2]), args[3]));
            rows.AddRange(await MemoryAsync(audio, folder));
            var page = Path.Combine(args[0], "benchmarks", "results", "speed.md");
            await File.WriteAllTextAsync(page, Page(rows) + Notes(page));
            Console.WriteLine(page);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string[]> ThroughputAsync(SampleAudio audio, string folder)
    {
        string[] hours = [.. Enumerable.Range(0, 3).Select(i => audio.Make(Path.Combine(folder, $"hour-{i}.wav"), TimeSpan.FromHours(1), i))];
        var all = await Children.RunAsync([], hours);
        var one = await Children.RunAsync([.. Single, "Pipeline:ConcurrentCalls=1"], hours[..1]);
        var unbatched = await Children.RunAsync([.. Single, "Pipeline:ConcurrentCalls=1", "Transcription:MaxBatchSize=1"], hours[..1]);
        var voice = one.Stage("voice activity model");
        var models = one.Stage("encoder") + one.Stage("decoder") + voice + one.Stage("tagger");
        var rest = one.Stage("ingestion") + one.Stage("decoding") + one.Stage("segmentation") - voice + one.Stage("features") + one.Stage("words")
            + one.Stage("understanding") - one.Stage("tagger") + one.Stage("attachment");
        var around = (one.Stage("features") + one.Stage("decoder") + one.Stage("words")) / one.Stage("encoder");
        return
        [
            Row("throughput, three stereo hours at once", $"{all.AudioSeconds / all.CoreSeconds:0} hours of audio a core-hour; {all.AudioSeconds / all.WallSeconds:0} × real time", ""),
            Row("rows of the decoder's batches in use", $"{all.BatchFill:0%}", ""),
            Row("all that is not a model's run, of the time of all stages", $"{rest / (models + rest):0.0%}", "≤ 5 %"),
            Row("features, decoder and word times, of the encoder's time", $"{around:0.00}", "≤ 0.50"),
            Row("tokens a second in batches, one window at a time = 1", $"{one.Tokens / one.Stage("decoder") / (unbatched.Tokens / unbatched.Stage("decoder")):0.0}", "≥ 2"),
            Row("stages, seconds an hour of stereo audio", string.Join(", ", one.Stages.Where(stage => stage.Value >= 0.05).OrderByDescending(stage => stage.Value)
                .Select(stage => $"{stage.Key} {stage.Value:0.0}")), ""),
        ];
    }

    private static string[] Encoder()
    {
        var folder = Path.Combine(ModelFolders.Locate(), "whisper-starter");
        var (peak, six, twelve) = (MatrixPeak.Measure(), EncoderPeak.Measure(folder, 6), EncoderPeak.Measure(folder, 12));
        return [Row("the encoder's arithmetic, of the core's peak in matrix products", $"{six / peak:0%} on 6 s, {twelve / peak:0%} on 12 s (peak {peak / 1e9:0} GFLOPS)", "")];
    }

    private static async Task<string[]> WorkersAsync(SampleAudio audio, string folder)
    {
        string[] Halves(int first) => [.. Enumerable.Range(first, 2).Select(i => audio.Make(Path.Combine(folder, $"half-{i}.wav"), TimeSpan.FromMinutes(30), i))];
        var (mine, yours) = (Halves(0), Halves(2));
        var alone = await Children.RunAsync(Single, mine, core: 0);
        var both = await Task.WhenAll(Children.RunAsync(Single, mine, core: 0), Children.RunAsync(Single, yours, core: 1));
        var together = both.Sum(run => run.AudioSeconds) / both.Max(run => run.WallSeconds);
        return [Row("two workers on a core each, one = 1", $"{together / (alone.AudioSeconds / alone.WallSeconds):0.00}", "≥ 1.8")];
    }

    private static async Task<string[]> BesideAsync(SampleAudio audio, string folder, WhisperCli cli, string voiceModel)
    {
        // The whole program beside the whole program, loading included, for each call anew.
        var (seconds, errors) = (0.0, WhisperCli.Errors(audio, await Children.RunAsync([], audio.Calls)));
        foreach (var call in audio.Calls)
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            await Children.RunAsync([], [call]);
            seconds += System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        var ours = await Children.RunAsync([], audio.Calls);
        var whole = await cli.RunAsync(audio, folder, null);
        var cut = await cli.RunAsync(audio, folder, voiceModel);
        string Beside((double Seconds, Evaluation.Words.WordErrors Errors) other, double time) =>
            $"{other.Seconds / time:0.0} × as long ({other.Errors.Rate:0.0%} word errors, here {errors.Rate:0.0%})";
        return
        [
            Row("`whisper-cli`, channel after channel, the six calls", Beside(whole, ours.WallSeconds), "≥ 6"),
            Row("`whisper-cli` with its voice detector", Beside(cut, ours.WallSeconds), "≥ 3"),
            Row("the same two, with start, models and tagging counted for each call here", $"{whole.Seconds / seconds:0.0}, {cut.Seconds / seconds:0.0}", ""),
        ];
    }

    private static async Task<string[]> MemoryAsync(SampleAudio audio, string folder)
    {
        var models = ModelFolders.Locate();
        var weights = Directory.EnumerateFiles(models, "*.onnx", SearchOption.AllDirectories).Where(path => path.Contains("-starter", StringComparison.Ordinal))
            .Sum(path => new FileInfo(path).Length) / 1048576.0;
        var minutes = await Children.RunAsync([], [audio.Make(Path.Combine(folder, "minutes.wav"), TimeSpan.FromMinutes(5), 0)]);
        var hours = await Children.RunAsync([], [audio.Make(Path.Combine(folder, "hours.wav"), TimeSpan.FromHours(5), 0)]);
        return
        [
            Row("peak memory, a call of 5 minutes", $"{minutes.PeakMemory:0} MiB", $"≤ {(1.5 * weights) + (400e6 / 1048576):0} MiB"),
            Row("peak memory, a call of 5 hours", $"{hours.PeakMemory:0} MiB", "the same"),
        ];
    }

    /// <summary>What people wrote under the table stays.</summary>
    private static string Notes(string page)
    {
        var old = File.Exists(page) ? File.ReadAllText(page) : "";
        var notes = old.IndexOf("\n## ", StringComparison.Ordinal);
        return notes < 0 ? "" : old[notes..];
    }

    private static string Row(string what, string figure, string goal) => $"| {what} | {figure} | {goal} |";

    private static string Page(IEnumerable<string> rows)
    {
        var page = new StringBuilder();
        page.AppendLine("# Speed and memory").AppendLine();
        page.AppendLine("Command: `dotnet run -c Release --project benchmarks/ConvoIntel.Benchmarks -- speed . [WHISPER-CLI GGML VOICE-GGML]`\\");
        page.AppendLine(CultureInfo.InvariantCulture, $"Machine: {Machine.Describe()}. {TimeProvider.System.GetUtcNow():yyyy-MM-dd}.").AppendLine();
        page.AppendLine("Recordings are the sample calls one after the other, stereo, 8 kHz µ-law; every figure comes from a process of its own, models loaded before the clock starts unless it says otherwise.").AppendLine();
        page.AppendLine("| what | figure | goal |").AppendLine("|---|---|---|");
        foreach (var row in rows) page.AppendLine(row);
        return page.ToString();
    }
}
