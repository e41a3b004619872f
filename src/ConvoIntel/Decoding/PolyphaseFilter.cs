namespace ConvoIntel.Decoding;

/// <summary>
/// The low-pass of a resampler as a table of phases: a sinc under a Kaiser window, designed by Kaiser's formulas
/// (Oppenheim and Schafer, "Discrete-Time Signal Processing", section 7.5.3) for 100 dB of stop-band attenuation.
/// The pass-band ends at 92 % of the lower Nyquist frequency and the stop-band begins at it, so that nothing folds back.
/// </summary>
internal sealed class PolyphaseFilter
{
    private const double AttenuationDb = 100;
    private const double PassBandShare = 0.92;

    /// <summary>Ratios that need more phases than this interpolate linearly between neighbours, at an error below −100 dB.</summary>
    private const int MaxPhases = 1024;

    private readonly float[] _table;

    public PolyphaseFilter(int sourceRate, int targetRate)
    {
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(sourceRate, targetRate);
        Up = targetRate / divisor;
        Down = sourceRate / divisor;
        Interpolated = Up > MaxPhases;
        Phases = Interpolated ? MaxPhases : Up;

        // Frequencies in cycles a source sample.
        var stop = Math.Min(sourceRate, targetRate) / 2.0 / sourceRate;
        var width = stop * (1 - PassBandShare);
        var length = (AttenuationDb - 7.95) / (2.285 * 2 * Math.PI * width);
        Half = (int)Math.Ceiling(length / 2);
        _table = Design(stop - (width / 2));
    }

    /// <summary>Outputs for each <see cref="Down"/> inputs.</summary>
    public int Up { get; }

    public int Down { get; }

    /// <summary>Taps on each side of an output sample's place among the inputs.</summary>
    public int Half { get; }

    public int Taps => 2 * Half;

    public int Phases { get; }

    /// <summary>True where an output lies between two phases of the table.</summary>
    public bool Interpolated { get; }

    /// <summary>Taps for outputs that lie <paramref name="phase"/> ÷ <see cref="Phases"/> of a sample behind an input.</summary>
    public ReadOnlySpan<float> Phase(int phase) => _table.AsSpan(phase * Taps, Taps);

    private float[] Design(double cutoff)
    {
        // One phase more than there are, so that interpolation has a right-hand neighbour for the last.
        var table = new float[(Phases + 1) * Taps];
        var beta = 0.1102 * (AttenuationDb - 8.7);
        var scale = 1 / Bessel(beta);
        var taps = new double[Taps];
        for (var phase = 0; phase <= Phases; phase++)
        {
            double sum = 0;
            for (var k = 0; k < Taps; k++)
            {
                var t = k - Half + 1 - ((double)phase / Phases);
                var edge = 1 - (t / Half * (t / Half));
                var window = edge <= 0 ? 0 : Bessel(beta * Math.Sqrt(edge)) * scale;
                var x = 2 * Math.PI * cutoff * t;
                taps[k] = window * (Math.Abs(x) < 1e-9 ? 1 : Math.Sin(x) / x);
                sum += taps[k];
            }
            // Each phase sums to one: a constant stays constant, without a ripple at the phases' rate.
            for (var k = 0; k < Taps; k++)
                table[(phase * Taps) + k] = (float)(taps[k] / sum);
        }
        return table;
    }

    /// <summary>Modified Bessel function of the first kind and order zero, by its power series.</summary>
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (var n = 1; term > sum * 1e-17; n++)
        {
            term *= x / (2 * n) * (x / (2 * n));
            sum += term;
        }
        return sum;
    }
}
