using ConvoIntel.Conversations;

namespace ConvoIntel.Review;

/// <summary>What to call a speaker in front of people.</summary>
public static class SpeakerNames
{
    /// <summary>The participant's name, else the role, else the id.</summary>
    public static string Of(ConversationResult result, Utterance utterance)
    {
        var participant = result.Participants.FirstOrDefault(p => p.Id == utterance.Speaker);
        return participant is null ? Of(utterance.Role, utterance.Speaker) : Of(participant);
    }

    public static string Of(Participant participant) => participant.Name is { Length: > 0 } name ? name : Of(participant.Role, participant.Id);

    private static string Of(ParticipantRole role, string id) => role switch
    {
        ParticipantRole.Rep => "Rep",
        ParticipantRole.Customer => "Customer",
        ParticipantRole.Unknown when id is "" or "speaker" => "Speaker",
        _ => id,
    };
}
