using System.Numerics;

namespace ConvoIntel.Transcription.Features;

/// <summary>Triangular filters, evenly spaced on a mel scale, over a power spectrum.</summary>
internal sealed class MelFilterBank
{
    private readonly (int First, float[] Weights)[] filters;

    private MelFilterBank((int First, float[] Weights)[] filters) => this.filters = filters;

    public int Bins => filters.Length;

    /// <summary>
    /// Of equal area, from 0 Hz, on Slaney's scale: M. Slaney, "Auditory Toolbox" (1998), as Whisper uses it.
    /// The scale is linear below 1 kHz (3 mel for 200 Hz) and logarithmic above (27 steps for a factor of 6.4).
    /// </summary>
    /// <param name="bins">Mel filters: 80, or 128 from large-v3 on.</param>
    /// <param name="sampleRate">Hertz; the filters end at half of it.</param>
    /// <param name="transformLength">Length of the Fourier transform; its half plus one is the spectrum's length.</param>
    public static MelFilterBank Slaney(int bins, int sampleRate, int transformLength)
    {
        var top = SlaneyMel(sampleRate / 2.0);
        var edges = Enumerable.Range(0, bins + 2).Select(i => SlaneyHertz(top * i / (bins + 1))).ToArray();
        return Build(edges, hertz => hertz, height: 2, sampleRate, transformLength, (transformLength / 2) + 1);
    }

    /// <summary>
    /// Of equal height, from 20 Hz, straight-sided on the scale 1127 ln(1 + f / 700), without the spectrum's last bin: as Kaldi
    /// computes them (feat/mel-computations.cc).
    /// </summary>
    /// <inheritdoc cref="Slaney" path="/param"/>
    public static MelFilterBank Kaldi(int bins, int sampleRate, int transformLength)
    {
        var (low, top) = (KaldiMel(20), KaldiMel(sampleRate / 2.0));
        var edges = Enumerable.Range(0, bins + 2).Select(i => low + ((top - low) * i / (bins + 1))).ToArray();
        return Build(edges, KaldiMel, height: null, sampleRate, transformLength, transformLength / 2);
    }

    /// <summary>Weighted sum of <paramref name="power"/> under filter <paramref name="bin"/>, of several spectra side by side.</summary>
    public Vector<float> Apply(int bin, ReadOnlySpan<Vector<float>> power)
    {
        var (first, weights) = filters[bin];
        var sum = Vector<float>.Zero;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * power[first + i];
        return sum;
    }

    /// <param name="edges">Two more than filters, in the units of <paramref name="scale"/>.</param>
    /// <param name="scale">From hertz to where the triangles have straight sides.</param>
    /// <param name="height">Area of each triangle, or null for a height of 1.</param>
    /// <param name="sampleRate">Hertz.</param>
    /// <param name="transformLength">Length of the Fourier transform.</param>
    /// <param name="spectrum">Bins that count.</param>
    private static MelFilterBank Build(
        double[] edges, Func<double, double> scale, double? height, int sampleRate, int transformLength, int spectrum)
    {
        var filters = new (int First, float[] Weights)[edges.Length - 2];
        var places = Enumerable.Range(0, spectrum).Select(k => scale((double)k * sampleRate / transformLength)).ToArray();
        for (var i = 0; i < filters.Length; i++)
        {
            var (low, middle, high) = (edges[i], edges[i + 1], edges[i + 2]);
            filters[i] = Triangle(places, low, middle, high, height is { } area ? area / (high - low) : 1);
        }

        return new MelFilterBank(filters);
    }

    private static (int First, float[] Weights) Triangle(double[] places, double low, double middle, double high, double factor)
    {
        var first = -1;
        var weights = new List<float>();
        for (var k = 0; k < places.Length; k++)
        {
            var height = Math.Min((places[k] - low) / (middle - low), (high - places[k]) / (high - middle));
            if (height <= 0)
                continue;
            if (first < 0)
                first = k;
            weights.Add((float)(height * factor));
        }
        return (Math.Max(first, 0), [.. weights]);
    }

    private const double KneeHertz = 1000;
    private const double KneeMel = 15;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    private static double SlaneyMel(double hertz) =>
        hertz < KneeHertz ? hertz * KneeMel / KneeHertz : KneeMel + (Math.Log(hertz / KneeHertz) / LogStep);

    private static double SlaneyHertz(double mel) =>
        mel < KneeMel ? mel * KneeHertz / KneeMel : KneeHertz * Math.Exp((mel - KneeMel) * LogStep);

    private static double KaldiMel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));
}
