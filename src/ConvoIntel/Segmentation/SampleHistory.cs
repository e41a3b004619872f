namespace ConvoIntel.Segmentation;

/// <summary>The last samples of one channel, addressed by their position in the recording.</summary>
internal sealed class SampleHistory(int capacity)
{
    private readonly float[] ring = new float[capacity];

    /// <summary>Position after the last sample.</summary>
    public long End { get; private set; }

    /// <summary>Position of the oldest sample kept.</summary>
    public long Start => Math.Max(0, End - ring.Length);

    public void Append(ReadOnlySpan<float> samples)
    {
        if (samples.Length > ring.Length)
        {
            End += samples.Length - ring.Length;
            samples = samples[^ring.Length..];
        }

        var at = (int)(End % ring.Length);
        var first = Math.Min(samples.Length, ring.Length - at);
        samples[..first].CopyTo(ring.AsSpan(at));
        samples[first..].CopyTo(ring);
        End += samples.Length;
    }

    /// <summary>Copies from <paramref name="start"/> on; positions outside what is kept read as silence.</summary>
    public void Read(long start, Span<float> destination)
    {
        destination.Clear();
        var from = Math.Max(start, Start);
        var count = (int)(Math.Min(start + destination.Length, End) - from);
        if (count <= 0)
            return;
        destination = destination.Slice((int)(from - start), count);
        var at = (int)(from % ring.Length);
        var first = Math.Min(count, ring.Length - at);
        ring.AsSpan(at, first).CopyTo(destination);
        ring.AsSpan(0, count - first).CopyTo(destination[first..]);
    }
}
