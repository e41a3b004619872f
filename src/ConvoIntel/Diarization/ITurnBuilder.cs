using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Transcription;

namespace ConvoIntel.Diarization;

/// <summary>Puts the channels' segments on one timeline, as utterances of participants.</summary>
public interface ITurnBuilder
{
    /// <param name="recording">Who is expected on which channel.</param>
    /// <param name="channels">Channels of the decoded audio; 1 means that speakers are not told apart.</param>
    /// <param name="segments">Transcribed segments of all channels, in any order.</param>
    DiarizedConversation Build(Recording recording, int channels, IReadOnlyList<TranscribedSegment> segments);
}

/// <summary>Participants and their utterances, indexed and in order of start.</summary>
public sealed record DiarizedConversation
{
    public required IReadOnlyList<Participant> Participants { get; init; }

    public required IReadOnlyList<Utterance> Utterances { get; init; }

    public bool SpeakersKnown { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Models that told speakers or their sides apart.</summary>
    public IReadOnlyList<ModelInfo> Models { get; init; } = [];
}
