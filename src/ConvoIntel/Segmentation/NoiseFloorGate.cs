using System.Numerics.Tensors;

namespace ConvoIntel.Segmentation;

/// <summary>
/// Closes a channel while it carries no more than its own steady noise, whatever the model thinks of that noise.
/// The floor is the least smoothed power of the last seconds: speech always dips, steady noise never does
/// (minimum statistics, R. Martin, "Noise Power Spectral Density Estimation Based on Optimal Smoothing and Minimum Statistics",
/// IEEE Transactions on Speech and Audio Processing 9(5), 2001).
/// </summary>
internal sealed class NoiseFloorGate
{
    /// <summary>Frames of 32 ms that the floor looks back: 10 s, longer than anybody speaks without a breath.</summary>
    private const int Window = 312;

    /// <summary>Frames heard before the gate may close: 2 s, or the first word of a call would be its own floor.</summary>
    private const int Warmup = 62;

    /// <summary>Weight of a new frame: a time constant of about 100 ms, so that the gaps within words do not count.</summary>
    private const float Smoothing = 0.3f;

    private readonly int channels;
    private readonly float[] recent;
    private readonly float[] smoothed;
    private readonly float ratio;
    private int frame;

    public NoiseFloorGate(int channels, SegmentationOptions options)
    {
        this.channels = channels;
        ratio = MathF.Pow(10, (float)options.NoiseGate / 10);
        recent = new float[channels * Window];
        smoothed = new float[channels];
    }

    /// <summary>Sets the probabilities of channels that are at their noise floor to 0.</summary>
    /// <param name="frames">One frame of each channel, one after the other.</param>
    /// <param name="probabilities">Of speech, one for each channel.</param>
    public void Apply(ReadOnlySpan<float> frames, Span<float> probabilities)
    {
        var length = frames.Length / channels;
        for (var i = 0; i < channels; i++)
        {
            var power = TensorPrimitives.SumOfSquares(frames.Slice(i * length, length)) / length;
            smoothed[i] = frame == 0 ? power : smoothed[i] + (Smoothing * (power - smoothed[i]));
            var history = recent.AsSpan(i * Window, Window);
            history[frame % Window] = smoothed[i];
            if (frame < Warmup) continue;
            var floor = TensorPrimitives.Min<float>(history[..Math.Min(frame + 1, Window)]);
            if (smoothed[i] < floor * ratio) probabilities[i] = 0;
        }

        frame++;
    }
}
