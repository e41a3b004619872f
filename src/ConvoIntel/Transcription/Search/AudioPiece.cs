namespace ConvoIntel.Transcription.Search;

/// <summary>A window of a segment: the whole of it, or a part where the whole has more words than the model can write.</summary>
/// <param name="Segment">Index of the segment.</param>
/// <param name="First">Index of the first sample in the segment.</param>
/// <param name="Samples">16 kHz mono.</param>
internal sealed record AudioPiece(int Segment, int First, ReadOnlyMemory<float> Samples)
{
    // A pause is looked for in steps of 20 ms; the closure of a stop consonant, about 80 ms, must not pass for one.
    private const int Step = 320;
    private const int Pause = 8 * Step;

    /// <summary>Cuts at the quietest place of the middle third.</summary>
    public (AudioPiece Before, AudioPiece After) Split()
    {
        var samples = Samples.Span;
        var best = samples.Length / 2;
        var least = double.PositiveInfinity;
        for (var at = samples.Length / 3; at + Pause < samples.Length * 2 / 3; at += Step)
        {
            var energy = Energy(samples.Slice(at, Pause));
            if (energy < least)
                (least, best) = (energy, at + (Pause / 2));
        }
        return (this with { Samples = Samples[..best] }, this with { First = First + best, Samples = Samples[best..] });
    }

    /// <summary>Level of the loudest 30 ms in dB of full scale.</summary>
    public static double Loudest(ReadOnlySpan<float> samples, int window = 480)
    {
        double most = 0;
        for (var at = 0; at < samples.Length; at += window)
        {
            var part = samples.Slice(at, Math.Min(window, samples.Length - at));
            most = Math.Max(most, Energy(part) / part.Length);
        }
        return 10 * Math.Log10(Math.Max(most, 1e-20));
    }

    private static double Energy(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples)
            sum += (double)sample * sample;
        return sum;
    }
}
