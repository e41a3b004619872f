#:project ../../../src/ConvoIntel/ConvoIntel.csproj
#:package Microsoft.ML.OnnxRuntime
#:property AssemblyName=ConvoIntel.Evaluation
#:property PublishAot=false
#:property TreatWarningsAsErrors=false

// Frame F1 of voice activity models on held-out calls (a folder of WAV with .txt labels, as train.py writes it)
// or on a recording with its RTTM: dotnet run -c Release score.cs -- <calls folder | file.wav file.rttm> <model.onnx>...
// The assembly's name opens the library's internals, as for the evaluation.
using System.Diagnostics;
using System.Globalization;
using ConvoIntel.Decoding;
using ConvoIntel.Inference;
using ConvoIntel.Segmentation;
using Microsoft.Extensions.Options;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var models = args.Where(a => a.EndsWith(".onnx", StringComparison.Ordinal)).ToArray();
var inputs = Directory.Exists(args[0])
    ? Directory.GetFiles(args[0], "*.wav").Order(StringComparer.Ordinal)
        .Select(wav => (wav, group: Path.GetFileNameWithoutExtension(wav)[..^2], labels: File.ReadAllText(Path.ChangeExtension(wav, ".txt")).Select(c => c == '1').ToArray())).ToList()
    : [(args[0], Path.GetFileNameWithoutExtension(args[0]), Rttm(args[1], args[0]))];

foreach (var path in models)
{
    using var model = new SileroVoiceActivityModel(path, new OnnxSessionFactory(1));
    foreach (var group in inputs.GroupBy(i => i.group))
    {
        var scores = new List<(float Probability, bool Truth)>();
        var watch = new Stopwatch();
        foreach (var (wav, _, labels) in group)
        {
            var samples = await ReadAsync(wav);
            using var detector = model.CreateDetector(1);
            var probability = new float[1];
            for (var i = 0; (i + 1) * 512 <= samples.Length && i < labels.Length; i++)
            {
                watch.Start();
                detector.Process(samples.AsSpan(i * 512, 512), probability);
                watch.Stop();
                scores.Add((probability[0], labels[i]));
            }
        }

        var best = Enumerable.Range(1, 19).Select(t => t * 0.05f).MaxBy(t => F1(scores, t).F);
        var (f, p, r) = F1(scores, 0.5f);
        Console.WriteLine($"{Path.GetFileName(path),-22} {group.Key,-14} F1 {f:0.000}  precision {p:0.000}  recall {r:0.000}  best {F1(scores, best).F:0.000} at {best:0.00}  {watch.Elapsed.TotalMicroseconds / scores.Count:0} us a frame");
    }
}

static (double F, double P, double R) F1(List<(float P, bool T)> scores, float threshold)
{
    double hit = scores.Count(s => s.P >= threshold && s.T), wrong = scores.Count(s => s.P >= threshold && !s.T), missed = scores.Count(s => s.P < threshold && s.T);
    return (2 * hit / Math.Max(1, (2 * hit) + wrong + missed), hit / Math.Max(1, hit + wrong), hit / Math.Max(1, hit + missed));
}

static async Task<float[]> ReadAsync(string wav)
{
    await using var audio = await new AudioDecoder(Options.Create(new DecodingOptions())).OpenAsync(wav, default);
    var samples = new List<float>();
    await foreach (var block in audio.ReadAsync(default)) samples.AddRange(block.Channels[0]);
    return [.. samples];
}

// Lines of the recording's name, or all where the file has one recording; frames between the first and last second read.
static bool[] Rttm(string rttm, string wav)
{
    var name = Path.GetFileNameWithoutExtension(wav);
    var labels = new bool[200_000];
    foreach (var fields in File.ReadLines(rttm).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(f => f.Length > 4 && name.Contains(f[1], StringComparison.Ordinal)))
    {
        var start = double.Parse(fields[3], CultureInfo.InvariantCulture);
        var end = start + double.Parse(fields[4], CultureInfo.InvariantCulture);
        for (var i = (int)Math.Round(start * 16000 / 512); i < (int)Math.Round(end * 16000 / 512); i++) labels[i] = true;
    }

    return labels;
}
