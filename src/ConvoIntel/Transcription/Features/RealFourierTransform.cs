namespace ConvoIntel.Transcription.Features;

/// <summary>
/// Power spectrum of a real signal of even length, by Stockham's mixed-radix transform on half the length
/// (C. Van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992, 1.7 and 4.4). Whisper's 400 is no power of two.
/// Holds scratch memory: one instance for each thread.
/// </summary>
internal sealed class RealFourierTransform
{
    private readonly int half;
    private readonly int[] radices;
    private readonly double[] cosines;
    private readonly double[] sines;
    private double[] re;
    private double[] im;
    private double[] nextRe;
    private double[] nextIm;

    public RealFourierTransform(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        if (length % 2 != 0)
            throw new ArgumentException("The length must be even.", nameof(length));
        half = length / 2;
        radices = Factor(half);
        cosines = new double[length];
        sines = new double[length];
        for (var i = 0; i < length; i++)
            (sines[i], cosines[i]) = Math.SinCos(-2 * Math.PI * i / length);
        re = new double[half];
        im = new double[half];
        nextRe = new double[half];
        nextIm = new double[half];
    }

    /// <param name="signal">As many samples as the transform is long.</param>
    /// <param name="power">Squared magnitudes from 0 Hz to half the sample rate: half the length plus one.</param>
    public void Power(ReadOnlySpan<double> signal, Span<double> power)
    {
        // 1. Even samples are the real part of a signal of half the length, odd ones the imaginary part.
        for (var i = 0; i < half; i++)
            (re[i], im[i]) = (signal[2 * i], signal[(2 * i) + 1]);

        // 2. Its transform.
        Transform();

        // 3. The two spectra are told apart by their symmetry and joined.
        for (var k = 0; k <= half; k++)
        {
            var a = k % half;
            var b = (half - k) % half;
            double evenRe = (re[a] + re[b]) / 2, evenIm = (im[a] - im[b]) / 2;
            double oddRe = (im[a] + im[b]) / 2, oddIm = (re[b] - re[a]) / 2;
            var x = evenRe + (cosines[k] * oddRe) - (sines[k] * oddIm);
            var y = evenIm + (cosines[k] * oddIm) + (sines[k] * oddRe);
            power[k] = (x * x) + (y * y);
        }
    }

    private void Transform()
    {
        var remaining = half;
        var stride = 1;
        foreach (var radix in radices)
        {
            Pass(radix, remaining / radix, stride);
            (re, nextRe) = (nextRe, re);
            (im, nextIm) = (nextIm, im);
            remaining /= radix;
            stride *= radix;
        }
    }

    private void Pass(int radix, int groups, int stride)
    {
        var table = cosines.Length;
        var rootStep = table / radix;
        var twiddleStep = table / (radix * groups);
        for (var group = 0; group < groups; group++)
        {
            for (var output = 0; output < radix; output++)
            {
                var twiddle = group * output * twiddleStep % table;
                double twiddleRe = cosines[twiddle], twiddleIm = sines[twiddle];
                for (var k = 0; k < stride; k++)
                {
                    double sumRe = 0, sumIm = 0;
                    for (var input = 0; input < radix; input++)
                    {
                        var root = input * output % radix * rootStep;
                        var from = k + (stride * (group + (groups * input)));
                        sumRe += (re[from] * cosines[root]) - (im[from] * sines[root]);
                        sumIm += (re[from] * sines[root]) + (im[from] * cosines[root]);
                    }
                    var to = k + (stride * ((radix * group) + output));
                    nextRe[to] = (sumRe * twiddleRe) - (sumIm * twiddleIm);
                    nextIm[to] = (sumRe * twiddleIm) + (sumIm * twiddleRe);
                }
            }
        }
    }

    private static int[] Factor(int number)
    {
        var factors = new List<int>();
        for (var factor = 2; number > 1; factor++)
        {
            for (; number % factor == 0; number /= factor)
                factors.Add(factor);
        }
        return [.. factors];
    }
}
