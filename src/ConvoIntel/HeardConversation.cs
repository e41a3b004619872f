using ConvoIntel.Conversations;
using ConvoIntel.Diarization;
using ConvoIntel.Ingestion;

namespace ConvoIntel;

/// <summary>A conversation as words on a timeline, whether they were recognised or read.</summary>
/// <param name="Turns">Participants and utterances, with their own warnings and models.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Warnings">What listening found wrong and survived.</param>
/// <param name="Models">Models that listened; none for a written transcript.</param>
/// <param name="Languages">What is spoken in each channel; none for a written transcript.</param>
internal sealed record HeardConversation(
    DiarizedConversation Turns,
    double Duration,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<ModelInfo> Models,
    IReadOnlyList<ChannelLanguage> Languages)
{
    /// <summary>A transcript enters here: its cues stay the utterances they are.</summary>
    public static HeardConversation Written(Recording recording, IReadOnlyList<Utterance> transcript) => new(
        new DiarizedConversation
        {
            Participants = recording.Participants,
            Utterances = transcript,
            SpeakersKnown = transcript.Any(u => u.Role != ParticipantRole.Unknown),
        },
        transcript.Count == 0 ? 0 : Math.Max(recording.Conversation.Duration, transcript.Max(u => u.End)),
        [],
        [],
        []);
}
