using ConvoIntel.Conversations;

namespace ConvoIntel.Segmentation;

/// <summary>A voice activity model, loaded once and shared by all channels.</summary>
public interface IVoiceActivityModel : IDisposable
{
    ModelInfo Info { get; }

    /// <summary>Samples of 16 kHz that one step takes (512 for the Silero signature).</summary>
    int FrameSamples { get; }

    /// <summary>Starts a detector for one channel; it carries that channel's state.</summary>
    IVoiceActivityDetector CreateDetector();
}

/// <summary>Detects speech in one channel, frame after frame.</summary>
public interface IVoiceActivityDetector
{
    /// <summary>Probability, 0 to 1, that <paramref name="frame"/> of <see cref="IVoiceActivityModel.FrameSamples"/> samples is speech.</summary>
    float Process(ReadOnlySpan<float> frame);
}

/// <summary>A span of speech in one channel, cut at pauses, with its samples.</summary>
public sealed record SpeechSegment
{
    public required int Channel { get; init; }

    /// <summary>Seconds from the start of the recording.</summary>
    public required double Start { get; init; }

    /// <summary>16 kHz mono, −1 to 1, at most 28 s.</summary>
    public required float[] Samples { get; init; }

    /// <summary>Seconds from the start of the recording.</summary>
    public double End => Start + ((double)Samples.Length / Decoding.AudioDescription.SampleRate);
}
