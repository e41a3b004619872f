using System.Numerics.Tensors;
using ConvoIntel.Decoding;

namespace ConvoIntel.Diarization.Voices;

/// <summary>A vector of one window of speech.</summary>
/// <param name="Start">Seconds from the start of the recording.</param>
/// <param name="End">Seconds from the start of the recording.</param>
/// <param name="Vector">Of length 1.</param>
internal sealed record VoiceWindow(double Start, double End, float[] Vector)
{
    public double Length => End - Start;

    public double Cosine(ReadOnlySpan<float> other) => TensorPrimitives.Dot(Vector, other);
}

/// <summary>What is kept of a segment once its sound is gone.</summary>
/// <param name="Start">Seconds from the start of the recording.</param>
/// <param name="End">Seconds from the start of the recording.</param>
/// <param name="Windows">In order, overlapping, the whole segment covered.</param>
/// <param name="Levels">Loudness of each <see cref="Step"/>, in decibels.</param>
internal sealed record HeardSpeech(double Start, double End, IReadOnlyList<VoiceWindow> Windows, float[] Levels)
{
    /// <summary>Resolution in time at which speakers change, in seconds.</summary>
    public const double Step = 0.1;

    private const int StepSamples = AudioDescription.SampleRate / 10;

    public static float[] LevelsOf(ReadOnlySpan<float> samples)
    {
        var levels = new float[(samples.Length + StepSamples - 1) / StepSamples];
        for (var i = 0; i < levels.Length; i++)
        {
            var step = samples[(i * StepSamples)..Math.Min(samples.Length, (i + 1) * StepSamples)];
            levels[i] = 10 * MathF.Log10((TensorPrimitives.SumOfSquares(step) / step.Length) + 1e-9f);
        }

        return levels;
    }
}
