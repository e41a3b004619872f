using System.Globalization;
using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>How much of a channel was dropped as crosstalk.</summary>
internal sealed class CrosstalkCount(int channel)
{
    private int _segments;
    private long _samples;

    public void Add(int samples) => (_segments, _samples) = (_segments + 1, _samples + samples);

    /// <summary>A line for the reader of the result, or null where nothing was dropped.</summary>
    public string? Describe() => _segments == 0
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Crosstalk removed from channel {channel + 1}: {_segments} segment{(_segments == 1 ? "" : "s")}, {(double)_samples / AudioDescription.SampleRate:0.0} s.");
}
