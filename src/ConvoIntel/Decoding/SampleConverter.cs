using System.Buffers.Binary;

namespace ConvoIntel.Decoding;

/// <summary>Takes one channel out of interleaved samples of any encoding, as floats of −1…1.</summary>
internal static class SampleConverter
{
    /// <summary>Floats may pass full scale by 12 dB; what lies beyond is damage, and would ring through the resampler.</summary>
    private const float MaxMagnitude = 4;

    /// <param name="format">Layout of <paramref name="frames"/>.</param>
    /// <param name="frames">Whole frames, interleaved.</param>
    /// <param name="channel">Zero-based channel to take.</param>
    /// <param name="samples">Receives one sample a frame; at least as long as there are frames.</param>
    public static void Convert(WavFormat format, ReadOnlySpan<byte> frames, int channel, Span<float> samples)
    {
        var step = format.FrameSize;
        var offset = channel * format.BytesPerSample;
        var count = frames.Length / step;
        samples = samples[..count];
        switch (format.Encoding, format.BytesPerSample)
        {
            case (WavEncoding.MuLaw, _):
                Look(frames, offset, step, samples, G711.MuLawValues);
                break;
            case (WavEncoding.ALaw, _):
                Look(frames, offset, step, samples, G711.ALawValues);
                break;
            case (WavEncoding.Pcm, 1):
                for (var i = 0; i < samples.Length; i++, offset += step)
                    samples[i] = (frames[offset] - 128) / 128f;
                break;
            case (WavEncoding.Pcm, 2):
                for (var i = 0; i < samples.Length; i++, offset += step)
                    samples[i] = BinaryPrimitives.ReadInt16LittleEndian(frames[offset..]) * (1f / 32768);
                break;
            case (WavEncoding.Pcm, 3):
                // Read into the high bytes of an int, so that the sign comes by itself.
                for (var i = 0; i < samples.Length; i++, offset += step)
                    samples[i] = ((frames[offset] << 8) | (frames[offset + 1] << 16) | (frames[offset + 2] << 24)) * (1f / 2147483648);
                break;
            case (WavEncoding.Pcm, _):
                for (var i = 0; i < samples.Length; i++, offset += step)
                    samples[i] = BinaryPrimitives.ReadInt32LittleEndian(frames[offset..]) * (1f / 2147483648);
                break;
            case (_, 4):
                for (var i = 0; i < samples.Length; i++, offset += step)
                    samples[i] = Bound(BinaryPrimitives.ReadSingleLittleEndian(frames[offset..]));
                break;
            default:
                for (var i = 0; i < samples.Length; i++, offset += step)
                    samples[i] = Bound((float)BinaryPrimitives.ReadDoubleLittleEndian(frames[offset..]));
                break;
        }
    }

    private static void Look(ReadOnlySpan<byte> frames, int offset, int step, Span<float> samples, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < samples.Length; i++, offset += step)
            samples[i] = values[frames[offset]];
    }

    private static float Bound(float value) => float.IsFinite(value) ? Math.Clamp(value, -MaxMagnitude, MaxMagnitude) : 0;
}
