using System.Numerics.Tensors;

namespace ConvoIntel.Decoding;

/// <summary>Applies a gain without clipping: peaks above the knee are bent over, so that nothing passes full scale.</summary>
internal static class Limiter
{
    private const float Knee = 0.8f;

    public static void Apply(Span<float> samples, float gain)
    {
        if (samples.IsEmpty)
            return;
        if (gain != 1)
            TensorPrimitives.Multiply(samples, gain, samples);
        if (Math.Abs(TensorPrimitives.MaxMagnitude<float>(samples)) <= Knee)
            return;
        foreach (ref var sample in samples)
        {
            var over = Math.Abs(sample) - Knee;
            if (over > 0)
                sample = MathF.CopySign(Knee + ((1 - Knee) * MathF.Tanh(over / (1 - Knee))), sample);
        }
    }
}
