using System.Numerics.Tensors;

namespace ConvoIntel.Decoding;

/// <summary>
/// Tells a stereo file that holds one signal twice from a call with a speaker on each side, by normalised cross-correlation
/// in windows of a second that hold signal. A lag of 5 ms, a difference of 6 dB and an inverted sign are allowed.
/// Crosstalk is no dual mono: there one side is far quieter in any window, or the sides differ.
/// </summary>
internal sealed class DualMonoDetector
{
    private const double MinCorrelation = 0.95;
    private const double MaxGainDb = 6;
    private const double SignalDbfs = -50;

    /// <summary>Windows that decide; one that differs is two speakers.</summary>
    private const int MaxWindows = 30;

    private const int RateForCorrelation = 8_000;
    private const double MaxLagSeconds = 0.005;

    private readonly int _factor;
    private readonly int _lag;
    private int _same;
    private int _different;

    public DualMonoDetector(int sampleRate)
    {
        // Speech correlates by its low frequencies; at 8 kHz the lags are few.
        _factor = Math.Max(1, sampleRate / RateForCorrelation);
        _lag = (int)(sampleRate / _factor * MaxLagSeconds);
    }

    /// <summary>True where there was signal and all of it was the same on both sides; a tenth may be damaged.</summary>
    public bool DualMono => _same > 0 && _different * 10 <= _same;

    /// <summary>Looks at a window of about a second.</summary>
    public void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (_same + _different >= MaxWindows)
            return;
        var a = Reduce(left);
        var b = Reduce(right);
        if (a.Length <= 4 * _lag)
            return;
        double powerA = TensorPrimitives.SumOfSquares<float>(a) / a.Length, powerB = TensorPrimitives.SumOfSquares<float>(b) / b.Length;
        if (10 * Math.Log10(Math.Max(powerA, powerB)) < SignalDbfs)
            return;
        if (Math.Abs(10 * Math.Log10(powerA / powerB)) <= MaxGainDb && Correlation(a, b) >= MinCorrelation)
            _same++;
        else
            _different++;
    }

    private double Correlation(float[] a, float[] b)
    {
        // The middle of one side against the other, shifted.
        var middle = a.AsSpan(_lag, a.Length - (2 * _lag));
        var norm = TensorPrimitives.Norm<float>(middle);
        double best = 0;
        for (var shift = 0; shift <= 2 * _lag; shift++)
        {
            var other = b.AsSpan(shift, middle.Length);
            var product = norm * TensorPrimitives.Norm<float>(other);
            if (product > 0)
                best = Math.Max(best, Math.Abs(TensorPrimitives.Dot(middle, other)) / product);
        }
        return best;
    }

    private float[] Reduce(ReadOnlySpan<float> samples)
    {
        var reduced = new float[samples.Length / _factor];
        for (var i = 0; i < reduced.Length; i++)
            reduced[i] = TensorPrimitives.Sum(samples.Slice(i * _factor, _factor)) / _factor;
        var mean = reduced.Length == 0 ? 0 : TensorPrimitives.Sum<float>(reduced) / reduced.Length;
        TensorPrimitives.Subtract(reduced, mean, reduced);
        return reduced;
    }
}
