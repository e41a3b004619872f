using ConvoIntel.Conversations;
using ConvoIntel.Segmentation;

namespace ConvoIntel.Diarization.Voices;

/// <summary>Tells the speakers of one channel apart by their voices.</summary>
public interface IVoiceSeparator
{
    /// <summary>The speaker model, or null where there is none and nobody is told apart.</summary>
    ModelInfo? Model { get; }

    /// <summary>Starts to listen to one recording; null where there is no model.</summary>
    IVoiceListener? Listen();
}

/// <summary>
/// Hears the speech of one recording as it passes: keeps a vector for every half second, never the sound. Not safe for concurrent use.
/// </summary>
public interface IVoiceListener
{
    /// <summary>Hears a segment; segments come in order.</summary>
    void Hear(SpeechSegment segment);

    /// <summary>Who spoke when, once all segments are heard.</summary>
    /// <param name="mostSpeakers">How many people there can be, where the source says so.</param>
    VoiceTurns TellApart(int? mostSpeakers);
}

/// <summary>Who spoke when in one channel.</summary>
public sealed record VoiceTurns
{
    /// <summary>In order, none overlapping another.</summary>
    public required IReadOnlyList<VoiceTurn> Turns { get; init; }

    /// <summary>Voices found; 0 where there was no speech.</summary>
    public required int Speakers { get; init; }

    /// <summary>Part of the speech that is with its right speaker, as the distances of voices tell it; 0 to 1.</summary>
    public required double Confidence { get; init; }
}

/// <summary>A stretch in which one voice speaks.</summary>
/// <param name="Speaker">Zero-based, in order of first speech.</param>
/// <param name="Start">Seconds from the start of the recording.</param>
/// <param name="End">Seconds from the start of the recording.</param>
/// <param name="Confidence">That the voice is this speaker's, 0 to 1.</param>
public readonly record struct VoiceTurn(int Speaker, double Start, double End, double Confidence);
