using System.Numerics.Tensors;
using ConvoIntel.Conversations;

namespace ConvoIntel.Segmentation;

/// <summary>
/// A stand-in without a trained model: a frame is speech where it stands well above the channel's noise floor and its
/// spectrum falls towards the high frequencies as that of a voice does. Music and ringing fool it.
/// </summary>
internal sealed class EnergySpectrumVoiceActivityModel : IVoiceActivityModel
{
    public ModelInfo Info { get; } = new("vad", "energy-spectrum", "1");

    public int FrameSamples => 512;

    public IVoiceActivityDetector CreateDetector(int channels) => new Detector(channels, FrameSamples);

    public void Dispose()
    {
    }

    private sealed class Detector(int channels, int frameSamples) : IVoiceActivityDetector
    {
        private readonly float[] floor = Enumerable.Repeat(-60f, channels).ToArray();

        public void Process(ReadOnlySpan<float> frames, Span<float> probabilities)
        {
            for (var i = 0; i < channels; i++)
                probabilities[i] = Probability(frames.Slice(i * frameSamples, frameSamples), ref floor[i]);
        }

        public void Dispose()
        {
        }

        private static float Probability(ReadOnlySpan<float> frame, ref float floor)
        {
            var energy = TensorPrimitives.SumOfSquares(frame);
            var level = 10 * MathF.Log10((energy / frame.Length) + 1e-9f);
            // The floor falls at once and rises by 1.5 dB a second.
            floor = Math.Max(-70, Math.Min(level, floor + 0.05f));
            // Correlation of neighbouring samples: near 1 for voices, near 0 for hiss.
            var tilt = TensorPrimitives.Dot(frame[1..], frame[..^1]) / (energy + 1e-9f);
            var evidence = ((level - floor - 10) / 3) + Math.Clamp((tilt - 0.3f) * 4, -4, 1);
            return 1 / (1 + MathF.Exp(-evidence));
        }
    }
}
