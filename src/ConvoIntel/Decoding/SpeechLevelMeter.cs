using System.Numerics.Tensors;

namespace ConvoIntel.Decoding;

/// <summary>
/// Measures how loud the speech in a channel is, its pauses left out: RMS over 20 ms frames, gated twice as in ITU-R BS.1770
/// (an absolute gate, then one 10 dB below the mean of what passed it). Memory does not grow with the audio.
/// </summary>
internal sealed class SpeechLevelMeter
{
    /// <summary>Below this a frame is silence: about the noise of an 8-bit line.</summary>
    public const double AbsoluteGateDbfs = -60;

    /// <summary>Speech swings between syllables and gaps; a level that stays within this range is noise or a tone.</summary>
    public const double MinSwingDb = 6;

    private const double RelativeGateDb = 10;
    private const int BinsPerDb = 2;
    private const int FloorDb = -100;
    private const int Bins = (-FloorDb + 12) * BinsPerDb;

    private readonly int _frame;
    private readonly long[] _counts = new long[Bins + 1];
    private readonly double[] _powers = new double[Bins + 1];

    public SpeechLevelMeter(int sampleRate) => _frame = sampleRate / 50;

    /// <summary>Takes the next samples; a rest shorter than a frame is left out.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        for (; samples.Length >= _frame; samples = samples[_frame..])
        {
            var power = TensorPrimitives.SumOfSquares(samples[.._frame]) / (double)_frame;
            var bin = Bin(power);
            _counts[bin]++;
            _powers[bin] += power;
        }
    }

    /// <summary>RMS of the speech in decibels below full scale, or null where there is none.</summary>
    public double? SpeechDbfs()
    {
        var first = Bin(FromDb(AbsoluteGateDbfs));
        if (Mean(first) is not { } mean)
            return null;
        // The lowest tenth of all frames, pauses and silence included, against the loudest fiftieth of those that passed:
        // a customer who mostly listens may speak no more than that.
        var all = Bin(0);
        if (ToDb(Percentile(first, 0.98)) - ToDb(Percentile(all, 0.1)) < MinSwingDb)
            return null;
        return ToDb(Mean(Math.Max(first, Bin(mean / FromDb(RelativeGateDb)))) ?? mean);
    }

    private double? Mean(int first)
    {
        long count = 0;
        double power = 0;
        for (var bin = first; bin <= Bins; bin++)
        {
            count += _counts[bin];
            power += _powers[bin];
        }
        return count == 0 ? null : power / count;
    }

    private double Percentile(int first, double share)
    {
        var rank = (long)(_counts.AsSpan(first).ToArray().Sum() * share);
        for (var bin = first; bin <= Bins; bin++)
        {
            rank -= _counts[bin];
            if (rank < 0)
                return FromDb(((double)bin / BinsPerDb) + FloorDb);
        }
        return FromDb(FloorDb);
    }

    private static int Bin(double power) => Math.Clamp((int)((ToDb(power) - FloorDb) * BinsPerDb), 0, Bins);

    private static double ToDb(double power) => power <= 0 ? FloorDb : Math.Max(FloorDb, 10 * Math.Log10(power));

    private static double FromDb(double db) => Math.Pow(10, db / 10);
}
