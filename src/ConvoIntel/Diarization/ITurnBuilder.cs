using ConvoIntel.Conversations;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Ingestion;
using ConvoIntel.Transcription;

namespace ConvoIntel.Diarization;

/// <summary>Puts the channels' segments on one timeline, as utterances of participants.</summary>
public interface ITurnBuilder
{
    /// <param name="recording">Who is expected on which channel.</param>
    /// <param name="channels">Channels of the decoded audio.</param>
    /// <param name="segments">Transcribed segments of all channels, in any order.</param>
    /// <param name="voices">Who spoke when, where voices in one channel were told apart; null leaves a single channel's speakers unknown.</param>
    DiarizedConversation Build(Recording recording, int channels, IReadOnlyList<TranscribedSegment> segments, VoiceTurns? voices);
}

/// <summary>Participants and their utterances, indexed and in order of start.</summary>
public sealed record DiarizedConversation
{
    public required IReadOnlyList<Participant> Participants { get; init; }

    public required IReadOnlyList<Utterance> Utterances { get; init; }

    public bool SpeakersKnown { get; init; }

    /// <summary>That an utterance is with its right speaker, 0 to 1, where speakers were told apart by voice; null where by channel.</summary>
    public double? VoiceConfidence { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Models that told speakers or their sides apart.</summary>
    public IReadOnlyList<ModelInfo> Models { get; init; } = [];
}
