using System.Diagnostics;
using System.Text.Json;
using ConvoIntel.Inference;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Benchmarks.Speed;

/// <summary>How much of the machine's arithmetic the encoder uses, on one thread.</summary>
internal static class EncoderPeak
{
    /// <param name="folder">Of the model.</param>
    /// <param name="seconds">Length of the window.</param>
    /// <returns>Floating-point operations a second.</returns>
    public static double Measure(string folder, double seconds)
    {
        using var model = WhisperModel.Load(new ModelFiles(folder, "", ""), new OnnxSessionFactory(1));
        var frames = model.Encoder.FixedFrames ?? (int)(seconds * model.Config.SampleRate / model.Config.Hop) / 2 * 2;
        var features = new float[model.Config.MelBins * frames];
        for (var i = 0; i < features.Length; i++) features[i] = (i % 13 / 13f) - 0.5f;
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var started = Stopwatch.GetTimestamp();
            model.Encoder.Run(features, 1, frames).Dispose();
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        return Operations(folder, model.Config.MelBins, frames) / best.TotalSeconds;
    }

    /// <summary>Two for each multiplication and addition of Whisper's encoder: two convolutions, then attention and two dense layers a block.</summary>
    private static double Operations(string folder, int bins, int frames)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "config.json")));
        double Number(string name) => config.RootElement.GetProperty(name).GetDouble();
        var (width, inner, layers) = (Number("d_model"), Number("encoder_ffn_dim"), Number("encoder_layers"));
        var positions = frames / 2.0;
        var convolutions = (frames * bins * 3 * width) + (positions * width * 3 * width);
        var block = (positions * ((4 * width * width) + (2 * width * inner))) + (2 * positions * positions * width);
        return 2 * (convolutions + (layers * block));
    }
}
