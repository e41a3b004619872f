using BenchmarkDotNet.Attributes;
using ConvoIntel.Decoding;

namespace ConvoIntel.Benchmarks;

/// <summary>One second of one channel to 16 kHz.</summary>
[MemoryDiagnoser]
public class ResamplerBenchmarks
{
    private float[] input = [];
    private float[] output = [];
    private Resampler resampler = null!;

    /// <summary>Rate of the recording, in hertz: telephone, CD, studio.</summary>
    [Params(8_000, 44_100, 192_000)]
    public int SourceRate { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        input = [.. Enumerable.Range(0, SourceRate).Select(_ => (float)(random.NextDouble() - 0.5))];
        output = new float[20_000];
        resampler = new Resampler(new PolyphaseFilter(SourceRate, 16_000), SourceRate);
    }

    [Benchmark]
    public int OneSecond() => resampler.Process(input, output);
}
