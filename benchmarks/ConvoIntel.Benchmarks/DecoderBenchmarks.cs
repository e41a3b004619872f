using BenchmarkDotNet.Attributes;
using ConvoIntel.Inference;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Benchmarks;

/// <summary>Sixteen steps of the starter's decoder over windows of six seconds, on one thread.</summary>
public class DecoderBenchmarks
{
    private const int Steps = 16;
    private const int Frames = 600;

    private WhisperModel model = null!;
    private EncodedWindows windows = null!;

    /// <summary>Windows in the batch.</summary>
    [Params(1, 4, 16)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        model = WhisperModel.Load(new ModelFiles(Path.Combine(ModelFolders.Locate(), "whisper-starter"), "", ""), new OnnxSessionFactory(1));
        using var one = EncodedWindows.Whole(model.Encoder.Run(new float[model.Config.MelBins * Frames], 1, Frames));
        windows = one.Gather(new int[Rows]);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        windows.Dispose();
        model.Dispose();
    }

    [Benchmark]
    public void Decode()
    {
        using var state = model.Decoder.Begin(windows, wantAttention: true);
        for (var step = 0; step < Steps; step++)
            state.Step([.. Enumerable.Repeat((long)model.Config.StartOfTranscript, Rows)]).Dispose();
    }
}
