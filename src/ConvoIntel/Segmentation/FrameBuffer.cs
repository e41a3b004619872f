namespace ConvoIntel.Segmentation;

/// <summary>Cuts blocks of any length into frames of one length, channel after channel.</summary>
internal sealed class FrameBuffer(int channels, int frameSamples)
{
    private readonly float[] _frames = new float[channels * frameSamples];
    private int _filled;

    /// <summary>Samples of each channel taken so far, the silence that fills the last frame left out.</summary>
    public long SamplesTaken { get; private set; }

    public ReadOnlySpan<float> All => _frames;

    public ReadOnlySpan<float> Channel(int channel) => _frames.AsSpan(channel * frameSamples, frameSamples);

    /// <summary>Takes samples of <paramref name="block"/> from <paramref name="read"/> on; true once a frame is full.</summary>
    public bool Fill(float[][] block, ref int read)
    {
        var count = Math.Min(frameSamples - _filled, block[0].Length - read);
        for (var i = 0; i < channels; i++)
            block[i].AsSpan(read, count).CopyTo(_frames.AsSpan((i * frameSamples) + _filled));
        read += count;
        _filled += count;
        SamplesTaken += count;
        return _filled == frameSamples;
    }

    /// <summary>Fills the last frame up; false where there is nothing in it.</summary>
    public bool FillWithSilence()
    {
        for (var i = 0; i < channels; i++)
            _frames.AsSpan((i * frameSamples) + _filled, frameSamples - _filled).Clear();
        return _filled > 0;
    }

    public void Clear() => _filled = 0;
}
