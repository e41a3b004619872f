using BenchmarkDotNet.Attributes;
using ConvoIntel.Transcription.Features;

namespace ConvoIntel.Benchmarks;

/// <summary>Features of one Whisper window.</summary>
[MemoryDiagnoser]
public class LogMelBenchmarks
{
    private readonly LogMelSpectrogram spectrogram = new(bins: 80);
    private float[] samples = [];
    private float[] features = [];

    /// <summary>Seconds of speech.</summary>
    [Params(5, 30)]
    public int Seconds { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        samples = [.. Enumerable.Range(0, Seconds * 16_000).Select(_ => (float)(random.NextDouble() - 0.5))];
        features = new float[80 * Seconds * 100];
    }

    [Benchmark]
    public void Compute() => spectrogram.Compute(samples, Seconds * 100, features);
}
