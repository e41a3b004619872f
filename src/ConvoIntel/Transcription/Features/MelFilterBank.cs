namespace ConvoIntel.Transcription.Features;

/// <summary>
/// Triangular filters, evenly spaced on Slaney's mel scale and of equal area: M. Slaney, "Auditory Toolbox" (1998), as Whisper uses it.
/// The scale is linear below 1 kHz (3 mel for 200 Hz) and logarithmic above (27 steps for a factor of 6.4).
/// </summary>
internal sealed class MelFilterBank
{
    private const double KneeHertz = 1000;
    private const double KneeMel = 15;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    private readonly (int First, double[] Weights)[] filters;

    /// <param name="bins">Mel filters: 80, or 128 from large-v3 on.</param>
    /// <param name="sampleRate">Hertz; the filters end at half of it.</param>
    /// <param name="transformLength">Length of the Fourier transform; its half plus one is the spectrum's length.</param>
    public MelFilterBank(int bins, int sampleRate, int transformLength)
    {
        var top = ToMel(sampleRate / 2.0);
        var edges = new double[bins + 2];
        for (var i = 0; i < edges.Length; i++)
            edges[i] = ToHertz(top * i / (bins + 1));

        filters = new (int, double[])[bins];
        var spectrum = (transformLength / 2) + 1;
        for (var i = 0; i < bins; i++)
            filters[i] = Triangle(edges[i], edges[i + 1], edges[i + 2], (double)sampleRate / transformLength, spectrum);
    }

    public int Bins => filters.Length;

    /// <summary>Weighted sum of <paramref name="power"/> under filter <paramref name="bin"/>.</summary>
    public double Apply(int bin, ReadOnlySpan<double> power)
    {
        var (first, weights) = filters[bin];
        double sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * power[first + i];
        return sum;
    }

    private static (int First, double[] Weights) Triangle(double low, double middle, double high, double step, int spectrum)
    {
        var first = -1;
        var weights = new List<double>();
        for (var k = 0; k < spectrum; k++)
        {
            var hertz = k * step;
            var height = Math.Min((hertz - low) / (middle - low), (high - hertz) / (high - middle));
            if (height <= 0)
                continue;
            if (first < 0)
                first = k;
            weights.Add(height * 2 / (high - low));
        }
        return (Math.Max(first, 0), [.. weights]);
    }

    private static double ToMel(double hertz) =>
        hertz < KneeHertz ? hertz * KneeMel / KneeHertz : KneeMel + (Math.Log(hertz / KneeHertz) / LogStep);

    private static double ToHertz(double mel) =>
        mel < KneeMel ? mel * KneeHertz / KneeMel : KneeHertz * Math.Exp((mel - KneeMel) * LogStep);
}
