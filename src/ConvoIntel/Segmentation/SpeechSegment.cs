using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>A span of speech in one channel, cut at pauses, with its samples.</summary>
public sealed record SpeechSegment
{
    public required int Channel { get; init; }

    /// <summary>Seconds from the start of the recording.</summary>
    public required double Start { get; init; }

    /// <summary>16 kHz mono, −1 to 1, at most 28 s.</summary>
    public required float[] Samples { get; init; }

    /// <summary>What is spoken, as the recogniser names it; null where that is set for all speech.</summary>
    public string? Language { get; init; }

    /// <summary>Seconds from the start of the recording.</summary>
    public double End => Start + ((double)Samples.Length / AudioDescription.SampleRate);
}
