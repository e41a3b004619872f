namespace ConvoIntel.Transcription.Features;

/// <summary>
/// Features as Whisper defines them (A. Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022, 2.2):
/// centred frames with reflected edges, periodic Hann window, mel filters over the power, base-10 logarithm floored at 1e-10,
/// nothing more than 8 below the loudest, then (x + 4) / 4. Safe for concurrent use.
/// </summary>
internal sealed class LogMelSpectrogram
{
    private const double Floor = -10;
    private const double Range = 8;

    private readonly int length;
    private readonly int hop;
    private readonly MelFilterBank filters;
    private readonly double[] window;

    public LogMelSpectrogram(int bins, int sampleRate = 16_000, int length = 400, int hop = 160)
    {
        this.length = length;
        this.hop = hop;
        filters = MelFilterBank.Slaney(bins, sampleRate, length);
        window = new double[length];
        for (var i = 0; i < length; i++)
            window[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / length));
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
        var frame = new double[length];
        var power = new double[(length / 2) + 1];
        var loudest = Floor;
        for (var t = 0; t < frames; t++)
        {
            if (t >= voiced)
            {
                for (var bin = 0; bin < Bins; bin++)
                    features[(bin * frames) + t] = (float)Floor;
                continue;
            }
            Cut(samples, total, (t * hop) - (length / 2), frame);
            transform.Power(frame, power);
            for (var bin = 0; bin < Bins; bin++)
            {
                var value = Math.Log10(Math.Max(filters.Apply(bin, power), 1e-10));
                loudest = Math.Max(loudest, value);
                features[(bin * frames) + t] = (float)value;
            }
        }

        var quietest = (float)(loudest - Range);
        for (var i = 0; i < Bins * frames; i++)
            features[i] = (Math.Max(features[i], quietest) + 4) / 4;
    }

    /// <summary>Windowed samples from <paramref name="start"/>, zero after the samples, reflected at both ends of the padded signal.</summary>
    private void Cut(ReadOnlySpan<float> samples, int total, int start, Span<double> frame)
    {
        for (var i = 0; i < length; i++)
        {
            var index = start + i;
            if (index < 0)
                index = -index;
            if (index >= total)
                index = Math.Max(0, (2 * (total - 1)) - index);
            frame[i] = index < samples.Length ? samples[index] * window[i] : 0;
        }
    }
}
