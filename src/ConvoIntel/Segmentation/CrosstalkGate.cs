using System.Numerics.Tensors;

namespace ConvoIntel.Segmentation;

/// <summary>
/// Closes channels that are far below one in which somebody speaks: what they carry then is that voice, leaked.
/// Levels are held and fall slowly, so that neither the gaps within words nor the line's delay open or close it.
/// </summary>
internal sealed class CrosstalkGate(int channels, SegmentationOptions options)
{
    /// <summary>Decibels that a held level falls in a frame of 32 ms: the swing within a word takes longer.</summary>
    private const float Fall = 2;

    private readonly float[] _levels = Enumerable.Repeat(-90f, channels).ToArray();

    /// <summary>Sets the probabilities of closed channels to 0.</summary>
    /// <param name="frames">One frame of each channel, one after the other.</param>
    /// <param name="probabilities">Of speech, one for each channel.</param>
    public void Apply(ReadOnlySpan<float> frames, Span<float> probabilities)
    {
        var length = frames.Length / channels;
        var loudest = float.NegativeInfinity;
        for (var i = 0; i < channels; i++)
        {
            var power = TensorPrimitives.SumOfSquares(frames.Slice(i * length, length)) / length;
            _levels[i] = Math.Max(_levels[i] - Fall, 10 * MathF.Log10(power + 1e-9f));
            if (probabilities[i] >= options.EnterThreshold) loudest = Math.Max(loudest, _levels[i]);
        }

        for (var i = 0; i < channels; i++)
        {
            if (_levels[i] <= loudest - options.CrosstalkGate) probabilities[i] = 0;
        }
    }
}
