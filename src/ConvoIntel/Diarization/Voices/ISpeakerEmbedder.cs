using ConvoIntel.Conversations;

namespace ConvoIntel.Diarization.Voices;

/// <summary>Turns a stretch of speech into a vector that is alike for one voice. Loaded once; safe for concurrent use.</summary>
public interface ISpeakerEmbedder : IDisposable
{
    ModelInfo Info { get; }

    /// <summary>Cosine of the mean directions of two stretches of speech from which they are rather one voice's than two voices', 0 to 1.</summary>
    double SameVoice { get; }

    /// <summary>Embeds windows of one stretch of speech.</summary>
    /// <param name="samples">16 kHz mono, −1 to 1.</param>
    /// <param name="windows">Places in <paramref name="samples"/>, each of at least 0.1 s; all of one length where there are several.</param>
    /// <returns>A vector of length 1 for each window.</returns>
    IReadOnlyList<float[]> Embed(ReadOnlySpan<float> samples, IReadOnlyList<Range> windows);
}
