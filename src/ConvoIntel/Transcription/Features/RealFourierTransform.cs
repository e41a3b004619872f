using System.Numerics;

namespace ConvoIntel.Transcription.Features;

/// <summary>
/// Power spectra of real signals of even length, as many at once as a vector holds, by Stockham's mixed-radix transform on half the length
/// (C. Van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992, 1.7 and 4.4). Whisper's 400 is no power of two.
/// Holds scratch memory: one instance for each thread.
/// </summary>
internal sealed class RealFourierTransform
{
    private readonly int half;
    private readonly int[] radices;
    private readonly float[] cosines;
    private readonly float[] sines;
    private Vector<float>[] re;
    private Vector<float>[] im;
    private Vector<float>[] nextRe;
    private Vector<float>[] nextIm;

    public RealFourierTransform(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        if (length % 2 != 0)
            throw new ArgumentException("The length must be even.", nameof(length));
        half = length / 2;
        radices = Factor(half);
        cosines = new float[length];
        sines = new float[length];
        for (var i = 0; i < length; i++)
            (sines[i], cosines[i]) = ((float)Math.Sin(-2 * Math.PI * i / length), (float)Math.Cos(-2 * Math.PI * i / length));
        re = new Vector<float>[half];
        im = new Vector<float>[half];
        nextRe = new Vector<float>[half];
        nextIm = new Vector<float>[half];
    }

    /// <summary>Signals transformed at once.</summary>
    public static int Lanes => Vector<float>.Count;

    /// <param name="signals">Sample by sample, the signals side by side: as many vectors as the transform is long.</param>
    /// <param name="power">Squared magnitudes from 0 Hz to half the sample rate: half the length plus one.</param>
    public void Power(ReadOnlySpan<Vector<float>> signals, Span<Vector<float>> power)
    {
        // 1. Even samples are the real part of a signal of half the length, odd ones the imaginary part.
        for (var i = 0; i < half; i++)
            (re[i], im[i]) = (signals[2 * i], signals[(2 * i) + 1]);

        // 2. Its transform.
        Transform();

        // 3. The two spectra are told apart by their symmetry and joined.
        for (var k = 0; k <= half; k++)
        {
            var a = k == half ? 0 : k;
            var b = k == 0 ? 0 : half - k;
            var (evenRe, evenIm) = (re[a] + re[b], im[a] - im[b]);
            var (oddRe, oddIm) = (im[a] + im[b], re[b] - re[a]);
            var x = evenRe + (cosines[k] * oddRe) - (sines[k] * oddIm);
            var y = evenIm + (cosines[k] * oddIm) + (sines[k] * oddRe);
            power[k] = ((x * x) + (y * y)) * 0.25f;
        }
    }

    private void Transform()
    {
        var remaining = half;
        var stride = 1;
        foreach (var radix in radices)
        {
            if (radix == 2)
                Halves(remaining / 2, stride);
            else
                Pass(radix, remaining / radix, stride);
            (re, nextRe) = (nextRe, re);
            (im, nextIm) = (nextIm, im);
            remaining /= radix;
            stride *= radix;
        }
    }

    /// <summary>A pass of radix 2, whose roots are 1 and −1.</summary>
    private void Halves(int groups, int stride)
    {
        var step = cosines.Length / (2 * groups);
        for (var group = 0; group < groups; group++)
        {
            var (twiddleRe, twiddleIm) = (cosines[group * step], sines[group * step]);
            for (var k = 0; k < stride; k++)
            {
                var (first, second) = (k + (stride * group), k + (stride * (group + groups)));
                var (differenceRe, differenceIm) = (re[first] - re[second], im[first] - im[second]);
                var to = k + (stride * 2 * group);
                nextRe[to] = re[first] + re[second];
                nextIm[to] = im[first] + im[second];
                nextRe[to + stride] = (differenceRe * twiddleRe) - (differenceIm * twiddleIm);
                nextIm[to + stride] = (differenceRe * twiddleIm) + (differenceIm * twiddleRe);
            }
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
                var (twiddleRe, twiddleIm) = (cosines[twiddle], sines[twiddle]);
                for (var k = 0; k < stride; k++)
                {
                    var (sumRe, sumIm) = (re[k + (stride * group)], im[k + (stride * group)]);
                    for (var (input, root) = (1, output); input < radix; input++, root = root + output >= radix ? root + output - radix : root + output)
                    {
                        var (rootRe, rootIm) = (cosines[root * rootStep], sines[root * rootStep]);
                        var from = k + (stride * (group + (groups * input)));
                        sumRe += (re[from] * rootRe) - (im[from] * rootIm);
                        sumIm += (re[from] * rootIm) + (im[from] * rootRe);
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
