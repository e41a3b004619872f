using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ConvoIntel.Transcription.Features;

/// <summary>
/// Features as Whisper defines them (A. Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022, 2.2):
/// centred frames with reflected edges, periodic Hann window, mel filters over the power, base-10 logarithm floored at 1e-10,
/// nothing more than 8 below the loudest, then (x + 4) / 4. Safe for concurrent use.
/// </summary>
internal sealed class LogMelSpectrogram
{
    private const float Floor = 1e-10f;
    private const float Range = 8;

    private readonly int length;
    private readonly int hop;
    private readonly MelFilterBank filters;
    private readonly float[] window;

    public LogMelSpectrogram(int bins, int sampleRate = 16_000, int length = 400, int hop = 160)
    {
        this.length = length;
        this.hop = hop;
        filters = MelFilterBank.Slaney(bins, sampleRate, length);
        window = new float[length];
        for (var i = 0; i < length; i++)
            window[i] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * i / length)));
    }

    public int Bins => filters.Bins;

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop => hop;

    /// <summary>Features of <paramref name="samples"/> followed by digital silence up to the wanted length.</summary>
    /// <param name="samples">Mono, −1 to 1; what is longer than the frames is left out.</param>
    /// <param name="frames">Frames wanted.</param>
    /// <param name="features">Row-major: <see cref="Bins"/> rows of <paramref name="frames"/> values.</param>
    public void Compute(ReadOnlySpan<float> samples, int frames, Span<float> features)
    {
        var total = frames * hop;
        if (samples.Length > total)
            samples = samples[..total];
        // Past this frame a window holds nothing but padding; where there is no padding, its end is reflected and all frames count.
        var voiced = samples.Length == total ? frames : Math.Min(frames, (samples.Length + (length / 2) + hop - 1) / hop);

        var transform = new RealFourierTransform(length);
        var windows = new Vector<float>[length];
        var power = new Vector<float>[(length / 2) + 1];
        for (var t = 0; t < voiced; t += RealFourierTransform.Lanes)
        {
            var count = Math.Min(RealFourierTransform.Lanes, voiced - t);
            var lanes = MemoryMarshal.Cast<Vector<float>, float>(windows.AsSpan());
            for (var lane = 0; lane < count; lane++)
                Cut(samples, total, ((t + lane) * hop) - (length / 2), lanes[lane..]);
            transform.Power(windows, power);
            for (var bin = 0; bin < Bins; bin++)
                Copy(filters.Apply(bin, power), features.Slice((bin * frames) + t, count));
        }

        for (var bin = 0; bin < Bins; bin++)
            features.Slice((bin * frames) + voiced, frames - voiced).Clear();
        Compress(features[..(Bins * frames)]);
    }

    private static void Compress(Span<float> features)
    {
        TensorPrimitives.Max(features, Floor, features);
        TensorPrimitives.Log10(features, features);
        TensorPrimitives.Max(features, TensorPrimitives.Max<float>(features) - Range, features);
        TensorPrimitives.Add(features, 4, features);
        TensorPrimitives.Multiply(features, 0.25f, features);
    }

    private static void Copy(Vector<float> lanes, Span<float> features)
    {
        for (var lane = 0; lane < features.Length; lane++)
            features[lane] = lanes[lane];
    }

    /// <summary>
    /// Windowed samples from <paramref name="start"/>, zero after the samples, reflected at both ends of the padded signal; each value lies a
    /// vector's width after the one before.
    /// </summary>
    private void Cut(ReadOnlySpan<float> samples, int total, int start, Span<float> lane)
    {
        var step = RealFourierTransform.Lanes;
        if (start >= 0 && start + length <= samples.Length)
        {
            var inside = samples.Slice(start, length);
            for (var i = 0; i < inside.Length; i++)
                lane[i * step] = inside[i] * window[i];
            return;
        }

        for (var i = 0; i < length; i++)
        {
            var index = Math.Abs(start + i);
            if (index >= total)
                index = Math.Max(0, (2 * (total - 1)) - index);
            lane[i * step] = index < samples.Length ? samples[index] * window[i] : 0;
        }
    }
}
