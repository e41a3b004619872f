#:project ../../../src/ConvoIntel/ConvoIntel.csproj
#:package Microsoft.ML.OnnxRuntime
#:property AssemblyName=ConvoIntel.Evaluation
#:property PublishAot=false
#:property NoWarn=CA1305

// Compares voice activity models and writes a table:
//   dotnet run -c Release score.cs -- --calls FOLDER --alarms FOLDER --recordings FOLDER [--enter P] [--exit P] [--kinds] [--out FILE] NAME=MODEL.onnx...
// A folder holds WAV files and RTTM files; a WAV takes the lines of <its name>.rttm, or those of any recording whose name is part of its own.
// Calls are grouped by their name up to the first point (--kinds: after it). The assembly's name opens the library's internals, as for the evaluation.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ConvoIntel.Decoding;
using ConvoIntel.Inference;
using ConvoIntel.Segmentation;
using Microsoft.Extensions.Options;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = new SegmentationOptions();
options.EnterThreshold = (float)(Number("--enter") ?? options.EnterThreshold);
options.ExitThreshold = (float)(Number("--exit") ?? options.ExitThreshold);
var models = args.Where(a => a.EndsWith(".onnx", StringComparison.Ordinal)).Select(a => a.Split('=', 2))
    .Select(a => (Name: a[0], Model: new SileroVoiceActivityModel(a[^1], new OnnxSessionFactory(1)))).ToList();
var Bridged = TimeSpan.FromSeconds(0.25);
var text = new StringBuilder();
var timing = models.ToDictionary(m => m.Name, _ => (Watch: new Stopwatch(), Frames: 0L));

if (Text("--calls") is { } calls)
    await SpeechTable("Held-out calls", calls, name => name.Split('.')[args.Contains("--kinds") ? 1 : 0]);
if (Text("--recordings") is { } recordings)
    await SpeechTable("Recordings of people", recordings, name => name);
if (Text("--alarms") is { } alarms)
    await AlarmTable(alarms);
text.AppendLine("## Time\n").AppendLine("| model | microseconds a frame of 32 ms, one thread |").AppendLine("|---|---|");
foreach (var (name, _) in models)
    text.AppendLine($"| {name} | {timing[name].Watch.Elapsed.TotalMicroseconds / Math.Max(1, timing[name].Frames):0} |");

var command = "dotnet run -c Release models/training/vad/score.cs -- " + string.Join(' ', args.Select(Shown));
var title = $"# Voice activity\n\nCommand: `{command}`\\\nMachine: {Environment.ProcessorCount} cores, .NET {Environment.Version}\n\nWhat the columns mean: [models/vad-starter](../../models/vad-starter/README.md).\n\n";
if (Text("--out") is { } file) File.WriteAllText(file, title + text.ToString().TrimEnd() + "\n");
else Console.Write(title + text);
foreach (var (_, model) in models) model.Dispose();

async Task SpeechTable(string heading, string folder, Func<string, string> groupOf)
{
    text.AppendLine($"## {heading}\n");
    text.AppendLine("| | speech | " + string.Join(" | ", models.Select(m => $"{m.Name}: frames F1 (precision / recall) | AUC | spans F1 (precision / recall) | segments: speech kept, other sound a minute")) + " |");
    text.AppendLine("|---|---|" + string.Concat(Enumerable.Repeat("---|---|---|---|", models.Count)));
    var files = Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal).Select(wav => (wav, spans: Truth(wav))).Where(f => f.spans is not null);
    foreach (var group in files.GroupBy(f => groupOf(Path.GetFileNameWithoutExtension(f.wav))))
    {
        var tallies = models.Select(_ => new Tally()).ToList();
        foreach (var (wav, spans) in group)
        {
            var (samples, truth) = (await ReadAsync(wav), default(bool[]));
            truth = Steps(spans!, samples.Length);
            for (var i = 0; i < models.Count; i++) await Measure(models[i], samples, truth, tallies[i]);
        }

        text.AppendLine($"| {group.Key} | {100 * tallies[0].TruthShare:0} % of {tallies[0].Seconds / 60:0.0} min | " + string.Join(" | ", tallies.Select(t => t.Describe())) + " |");
        Console.Error.WriteLine(group.Key);
    }

    text.AppendLine();
}

async Task AlarmTable(string folder)
{
    text.AppendLine("## False alarms\n\nSeconds of speech a minute where nobody speaks: frames at or above 0.5, and what the segmentation passes on.\n");
    text.AppendLine("| sound | " + string.Join(" | ", models.Select(m => $"{m.Name}: frames | segments")) + " |");
    text.AppendLine("|---|" + string.Concat(Enumerable.Repeat("---|---|", models.Count)));
    var all = models.Select(_ => new Tally()).ToList();
    foreach (var group in Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal).GroupBy(wav => Path.GetFileName(wav).Split('.')[0]))
    {
        var tallies = models.Select(_ => new Tally()).ToList();
        foreach (var wav in group)
        {
            var samples = await ReadAsync(wav);
            for (var i = 0; i < models.Count; i++)
            {
                await Measure(models[i], samples, Steps([], samples.Length), tallies[i]);
                await Measure(models[i], samples, Steps([], samples.Length), all[i]);
            }
        }

        text.AppendLine($"| {group.Key} | " + string.Join(" | ", tallies.Select(t => t.Alarms())) + " |");
    }

    text.AppendLine("| **all** | " + string.Join(" | ", all.Select(t => t.Alarms())) + " |").AppendLine();
}

async Task Measure((string Name, SileroVoiceActivityModel Model) model, float[] samples, bool[] truth, Tally tally)
{
    // 1. The model alone, frame by frame, and its spans with the reference's own rule: pauses of up to 250 ms bridged, nothing added.
    var spans = new SpeechSpanTracker(new SegmentationOptions
    {
        EnterThreshold = options.EnterThreshold, ExitThreshold = options.ExitThreshold, MinimumSpeech = options.MinimumSpeech,
        Pause = Bridged, ShortPause = Bridged, Padding = TimeSpan.Zero, PreferredSegment = TimeSpan.FromSeconds(28), MaximumSegment = TimeSpan.FromSeconds(28),
    }, 512);
    using (var detector = model.Model.CreateDetector(1))
    {
        var (probability, first) = (new float[1], tally.Frames.Count);
        var (watch, count) = timing[model.Name];
        for (var i = 0; (i + 1) * 512 <= samples.Length; i++, count++)
        {
            watch.Start();
            detector.Process(samples.AsSpan(i * 512, 512), probability);
            watch.Stop();
            tally.Frames.Add((probability[0], Overlap(truth, i * 512, (i + 1) * 512) >= 256));
            tally.Spoken.Add(false);
            Mark(spans.Push(probability[0], 0));
        }

        Mark(spans.Finish());

        void Mark(SpeechSpan? span)
        {
            for (var i = span?.Start ?? 0; i < (span?.End ?? 0); i++) tally.Spoken[first + (int)i] = true;
        }

        timing[model.Name] = (watch, count);
    }

    // 2. The product's segments.
    var segments = new bool[truth.Length];
    await foreach (var segment in new SpeechSegmenter(model.Model, Options.Create(options)).SegmentAsync(Blocks(samples), [], default))
        segments.AsSpan((int)(segment.Start * 100), Math.Min(truth.Length, (int)(segment.End * 100)) - (int)(segment.Start * 100)).Fill(true);
    tally.Add(truth, segments, Widened(truth, (int)(options.Pause.TotalSeconds * 100), (int)(options.Padding.TotalSeconds * 100)));
}

string Shown(string argument) => argument.Contains('/') ? argument[..(argument.IndexOf('=') + 1)] + (argument.EndsWith(".onnx", StringComparison.Ordinal) ? Path.GetFileName(argument) : $"<{Path.GetFileName(argument.TrimEnd('/'))}>") : argument;
string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var i ? args[i + 1] : null;
double? Number(string name) => Text(name) is { } value ? double.Parse(value, CultureInfo.InvariantCulture) : null;

// Seconds of 10 ms steps. A silence of up to 250 ms between two spans of the reference belongs to the speech.
static bool[] Steps(List<(double Start, double End)> spans, int samples)
{
    var steps = new bool[(samples / 160) + 1];
    foreach (var (start, end) in spans)
    {
        var (a, b) = (Math.Min(steps.Length, (int)Math.Round(start * 100)), Math.Min(steps.Length, (int)Math.Round(end * 100)));
        steps.AsSpan(a, b - a).Fill(true);
    }

    return Widened(steps, 25, 0);
}

static bool[] Widened(bool[] steps, int bridge, int padding)
{
    var (wide, last) = ((bool[])steps.Clone(), -1);
    for (var i = 0; i < steps.Length; i++)
    {
        if (!steps[i]) continue;
        if (last >= 0 && i - last > 1 && i - last - 1 <= bridge) wide.AsSpan(last, i - last).Fill(true);
        last = i;
        wide.AsSpan(Math.Max(0, i - padding), Math.Min(wide.Length, i + padding + 1) - Math.Max(0, i - padding)).Fill(true);
    }

    return wide;
}

static int Overlap(bool[] steps, int from, int to)
{
    var samples = 0;
    for (var i = from / 160; i * 160 < to; i++)
        samples += steps[i] ? Math.Min(to, (i + 1) * 160) - Math.Max(from, i * 160) : 0;
    return samples;
}

static async Task<float[]> ReadAsync(string wav)
{
    await using var audio = await new AudioDecoder(Options.Create(new DecodingOptions())).OpenAsync(wav, default);
    var samples = new List<float>();
    await foreach (var block in audio.ReadAsync(default)) samples.AddRange(block.Channels[0]);
    return [.. samples];
}

static async IAsyncEnumerable<AudioBlock> Blocks(float[] samples)
{
    for (var at = 0; at < samples.Length; at += 16_000)
    {
        await Task.Yield();
        yield return new AudioBlock(at, [samples[at..Math.Min(samples.Length, at + 16_000)]]);
    }
}

static List<(double, double)>? Truth(string wav)
{
    var name = Path.GetFileNameWithoutExtension(wav);
    var own = Path.ChangeExtension(wav, ".rttm");
    var lines = (File.Exists(own) ? [own] : Directory.GetFiles(Path.GetDirectoryName(wav)!, "*.rttm")).SelectMany(File.ReadLines)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(f => f.Length > 4 && name.Contains(f[1], StringComparison.Ordinal))
        .Select(f => (double.Parse(f[3]), double.Parse(f[3]) + double.Parse(f[4]))).ToList();
    return lines.Count > 0 || File.Exists(own) ? lines : null;
}

sealed class Tally
{
    private long truth, steps, kept, other;

    public List<(float Probability, bool Speech)> Frames { get; } = [];

    /// <summary>For each frame, whether it is in a span.</summary>
    public List<bool> Spoken { get; } = [];

    public double TruthShare => (double)truth / steps;

    public double Seconds => steps / 100.0;

    public void Add(bool[] speech, bool[] segments, bool[] allowed)
    {
        steps += speech.Length;
        for (var i = 0; i < speech.Length; i++)
        {
            truth += speech[i] ? 1 : 0;
            kept += speech[i] && segments[i] ? 1 : 0;
            other += segments[i] && !allowed[i] ? 1 : 0;
        }
    }

    public string Describe() =>
        $"{Score(Frames.Select(f => f.Probability >= 0.5f))} | {Area():0.000} | {Score(Spoken)} | {100.0 * kept / truth:0.0} %, {60 * other / (double)steps:0.0} s";

    private string Score(IEnumerable<bool> said)
    {
        double hit = 0, wrong = 0, missed = 0;
        foreach (var (yes, frame) in said.Zip(Frames))
        {
            hit += yes && frame.Speech ? 1 : 0;
            wrong += yes && !frame.Speech ? 1 : 0;
            missed += !yes && frame.Speech ? 1 : 0;
        }

        return $"{2 * hit / Math.Max(1, (2 * hit) + wrong + missed):0.000} ({hit / Math.Max(1, hit + wrong):0.00} / {hit / Math.Max(1, hit + missed):0.00})";
    }

    public string Alarms() => $"{60.0 * Frames.Count(s => s.Probability >= 0.5f) / Frames.Count:0.0} | {60.0 * other / steps:0.0}";

    // The chance that a frame of speech is rated above one that is none (Mann and Whitney), ties counted half.
    private double Area()
    {
        double below = 0, wins = 0, speech = 0;
        foreach (var group in Frames.GroupBy(f => f.Probability).OrderBy(g => g.Key))
        {
            double yes = group.Count(f => f.Speech), no = group.Count() - yes;
            wins += yes * (below + (no / 2));
            below += no;
            speech += yes;
        }

        return below * speech > 0 ? wins / (below * speech) : double.NaN;
    }
}
