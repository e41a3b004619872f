using ConvoIntel.Conversations;

namespace ConvoIntel.Segmentation;

/// <summary>A voice activity model, loaded once and shared by all calls.</summary>
public interface IVoiceActivityModel : IDisposable
{
    ModelInfo Info { get; }

    /// <summary>Samples of 16 kHz that one step takes (512 for the Silero signature).</summary>
    int FrameSamples { get; }

    /// <summary>Starts a detector for the channels of one call; it carries their states.</summary>
    IVoiceActivityDetector CreateDetector(int channels);
}

/// <summary>Detects speech in the channels of one call, frame after frame. Not safe for concurrent use.</summary>
public interface IVoiceActivityDetector : IDisposable
{
    /// <param name="frames">
    /// The next <see cref="IVoiceActivityModel.FrameSamples"/> samples of each channel, one channel after the other, −1 to 1.
    /// </param>
    /// <param name="probabilities">Receives for each channel the probability, 0 to 1, that its frame is speech.</param>
    void Process(ReadOnlySpan<float> frames, Span<float> probabilities);
}
