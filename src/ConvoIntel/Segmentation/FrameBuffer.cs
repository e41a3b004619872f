namespace ConvoIntel.Segmentation;

/// <summary>Cuts blocks of any length into frames of one length, channel after channel.</summary>
internal sealed class FrameBuffer(int channels, int frameSamples)
{
    private readonly float[] frames = new float[channels * frameSamples];
    private int filled;

    /// <summary>Samples of each channel taken so far, the silence that fills the last frame left out.</summary>
    public long SamplesTaken { get; private set; }

    public ReadOnlySpan<float> All => frames;

    public ReadOnlySpan<float> Channel(int channel) => frames.AsSpan(channel * frameSamples, frameSamples);

    /// <summary>Takes samples of <paramref name="block"/> from <paramref name="read"/> on; true once a frame is full.</summary>
    public bool Fill(float[][] block, ref int read)
    {
        var count = Math.Min(frameSamples - filled, block[0].Length - read);
        for (var i = 0; i < channels; i++)
            block[i].AsSpan(read, count).CopyTo(frames.AsSpan((i * frameSamples) + filled));
        read += count;
        filled += count;
        SamplesTaken += count;
        return filled == frameSamples;
    }

    /// <summary>Fills the last frame up; false where there is nothing in it.</summary>
    public bool FillWithSilence()
    {
        for (var i = 0; i < channels; i++)
            frames.AsSpan((i * frameSamples) + filled, frameSamples - filled).Clear();
        return filled > 0;
    }

    public void Clear() => filled = 0;
}
