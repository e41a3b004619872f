using System.Numerics;
using System.Runtime.InteropServices;
using ConvoIntel.Decoding;
using ConvoIntel.Transcription.Features;

namespace ConvoIntel.Diarization.Voices;

/// <summary>
/// Log-mel features as Kaldi computes them and published speaker models take them: whole frames of 25 ms every 10 ms, mean removed,
/// pre-emphasis 0.97, Hamming window, 512-point power spectrum, natural logarithm, samples on the scale of 16-bit integers, no dither.
/// Safe for concurrent use.
/// </summary>
internal sealed class FilterBank(int bins)
{
    public const int FrameSamples = 400;
    public const int HopSamples = 160;
    private const int TransformLength = 512;
    private const double PreEmphasis = 0.97;
    private const double Scale = 32768;

    /// <summary>Kaldi's floor: the smallest step of a single-precision 1.</summary>
    private const float Floor = 1.1920929e-7f;

    private static readonly double[] Window =
        [.. Enumerable.Range(0, FrameSamples).Select(i => 0.54 - (0.46 * Math.Cos(2 * Math.PI * i / (FrameSamples - 1))))];

    private readonly MelFilterBank filters = MelFilterBank.Kaldi(bins, AudioDescription.SampleRate, TransformLength);

    public int Bins => bins;

    /// <summary>Frames that fit into so many samples.</summary>
    public static int FramesIn(int samples) => samples < FrameSamples ? 0 : 1 + ((samples - FrameSamples) / HopSamples);

    /// <param name="samples">16 kHz mono, −1 to 1.</param>
    /// <returns>Row-major [frames, <see cref="Bins"/>]; the bands' means are not yet taken off.</returns>
    public float[] Compute(ReadOnlySpan<float> samples)
    {
        var frames = FramesIn(samples.Length);
        var features = new float[frames * bins];
        var transform = new RealFourierTransform(TransformLength);
        var windows = new Vector<float>[TransformLength];
        var power = new Vector<float>[(TransformLength / 2) + 1];
        for (var t = 0; t < frames; t += RealFourierTransform.Lanes)
        {
            var count = Math.Min(RealFourierTransform.Lanes, frames - t);
            var lanes = MemoryMarshal.Cast<Vector<float>, float>(windows.AsSpan());
            for (var lane = 0; lane < count; lane++)
                Cut(samples.Slice((t + lane) * HopSamples, FrameSamples), lanes[lane..]);
            transform.Power(windows, power);
            for (var bin = 0; bin < bins; bin++)
            {
                var values = filters.Apply(bin, power);
                for (var lane = 0; lane < count; lane++)
                    features[((t + lane) * bins) + bin] = MathF.Log(MathF.Max(values[lane], Floor));
            }
        }

        return features;
    }

    /// <summary>One frame, each value a vector's width after the one before.</summary>
    private static void Cut(ReadOnlySpan<float> samples, Span<float> lane)
    {
        double mean = 0;
        foreach (var sample in samples) mean += sample;
        mean /= samples.Length;
        var previous = samples[0] - mean;
        for (var i = 0; i < samples.Length; i++)
        {
            var value = samples[i] - mean;
            lane[i * RealFourierTransform.Lanes] = (float)(Scale * (value - (PreEmphasis * previous)) * Window[i]);
            previous = value;
        }
    }
}
