using System.Globalization;
using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>How much of a channel was dropped as crosstalk.</summary>
internal sealed class CrosstalkCount(int channel)
{
    private int segments;
    private long samples;

    public void Add(int count) => (segments, samples) = (segments + 1, samples + count);

    /// <summary>A line for the reader of the result, or null where nothing was dropped.</summary>
    public string? Describe() => segments == 0
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Crosstalk removed from channel {channel + 1}: {segments} segment{(segments == 1 ? "" : "s")}, {(double)samples / AudioDescription.SampleRate:0.0} s.");
}
