using System.Numerics.Tensors;

namespace ConvoIntel.Segmentation;

/// <summary>Tells whether a channel's segment is what another channel said, leaked over the line or through a headset.</summary>
/// <remarks>
/// Both signals are differenced, so that hum and rumble weigh nothing, and reduced to 4 kHz; the normalised cross-correlation
/// is searched over <see cref="LagSamples"/> to both sides. Two people speaking at once stay below 0.3 over half a second.
/// </remarks>
internal sealed class CrosstalkDetector(double levelDrop, double correlation)
{
    /// <summary>Furthest delay searched, in samples of 16 kHz: 100 ms, past the 50 ms of an untreated telephone echo.</summary>
    public const int LagSamples = 1600;

    /// <summary>A copy this exact needs only <see cref="ClearDrop"/>: decoding may have raised a channel that holds nothing else.</summary>
    private const double ExactCorrelation = 0.9;

    /// <summary>In decibels; below it nobody can tell which channel is the copy.</summary>
    private const double ClearDrop = 3;

    private const int Reduction = 4;

    /// <param name="quiet">The segment.</param>
    /// <param name="loud">The other channel over the same time, and <see cref="LagSamples"/> more before and after.</param>
    public bool IsCopy(ReadOnlySpan<float> quiet, ReadOnlySpan<float> loud)
    {
        var same = loud.Slice(LagSamples, quiet.Length);
        var drop = 10 * Math.Log10((TensorPrimitives.SumOfSquares(same) + 1e-9) / (TensorPrimitives.SumOfSquares(quiet) + 1e-9));
        if (drop < Math.Min(levelDrop, ClearDrop)) return false;
        return Correlation(quiet, loud) >= (drop >= levelDrop ? correlation : ExactCorrelation);
    }

    /// <summary>Greatest normalised cross-correlation over the lags, 0 to 1 (the sign is left out: a hybrid may invert).</summary>
    internal static double Correlation(ReadOnlySpan<float> quiet, ReadOnlySpan<float> loud)
    {
        var x = Reduce(quiet);
        var y = Reduce(loud);
        var energy = TensorPrimitives.SumOfSquares<float>(x);
        if (energy < 1e-12f || x.Length < 2)
            return 0;

        var window = (double)TensorPrimitives.SumOfSquares(y.AsSpan(0, x.Length));
        var best = 0.0;
        for (var lag = 0; lag + x.Length <= y.Length; lag++)
        {
            if (window > 1e-9)
                best = Math.Max(best, Math.Abs(TensorPrimitives.Dot(x, y.AsSpan(lag, x.Length))) / Math.Sqrt(energy * window));
            if (lag + x.Length < y.Length)
                window += (y[lag + x.Length] * y[lag + x.Length]) - (y[lag] * y[lag]);
        }

        return best;
    }

    private static float[] Reduce(ReadOnlySpan<float> samples)
    {
        var reduced = new float[samples.Length / Reduction];
        var previous = 0f;
        for (var i = 0; i < reduced.Length; i++)
        {
            var sum = TensorPrimitives.Sum(samples.Slice(i * Reduction, Reduction));
            reduced[i] = i == 0 ? 0 : sum - previous;
            previous = sum;
        }

        return reduced;
    }
}
