using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Diarization.Roles;

/// <summary>Asks the role model about a conversation, where there is one and it has something to compare.</summary>
/// <param name="model">Null where roles are not to be checked.</param>
/// <param name="options">Validated options.</param>
internal sealed class RoleAssigner(IRoleModel? model, DiarizationOptions options) : IRoleAssigner
{
    public DiarizedConversation Assign(Recording recording, DiarizedConversation turns)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(turns);
        turns = turns with { Participants = WithSources(recording, turns) };
        var asked = false;
        if (model is not null && Speakers(turns) is { Count: > 1 } speakers)
        {
            var isChannels = ChannelRoles.From(speakers) is not null;
            if (isChannels || speakers.Exists(speaker => speaker.Role == ParticipantRole.Unknown))
            {
                asked = true;
                var said = speakers.ConvertAll(speaker => new SpeakerWords(
                    speaker.Id,
                    [.. turns.Utterances.Where(utterance => utterance.Speaker == speaker.Id).Select(utterance => utterance.Text)],
                    isChannels ? ParticipantRole.Unknown : speaker.Role));
                var judged = model.Judge(said);
                turns = turns with { Models = [.. turns.Models, model.Info] };
                turns = isChannels
                    ? ChannelRoles.Check(recording, turns, speakers, judged, options)
                    : UnknownRoles.Assign(turns, judged, options.RoleConfidence);
            }
        }

        return recording.Transcript is not null && !asked && turns.Utterances.Any(utterance => utterance.Role == ParticipantRole.Unknown)
            ? turns with { Warnings = [.. turns.Warnings, "The transcript does not tell for all speakers whether they are the rep or the customer."] }
            : turns;
    }

    /// <summary>Those who say something and are one person each, on a side or of unknown role.</summary>
    private static List<Participant> Speakers(DiarizedConversation turns)
    {
        var heard = turns.Utterances.Select(utterance => utterance.Speaker).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. turns.Participants.Where(participant => heard.Contains(participant.Id) && participant.Role != ParticipantRole.Other
                && participant is not { Id: ChannelParticipants.UnknownSpeaker, Name: null, Role: ParticipantRole.Unknown }),
        ];
    }

    private static IReadOnlyList<Participant> WithSources(Recording recording, DiarizedConversation turns)
    {
        var source = recording.Transcript is not null || recording.RepChannelGiven ? RoleSource.Source : RoleSource.Convention;
        var heard = turns.Utterances.Select(utterance => utterance.Speaker).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. turns.Participants.Select(participant => heard.Contains(participant.Id) && participant.Role != ParticipantRole.Unknown
                ? participant with { RoleSource = participant.RoleSource ?? source }
                : participant),
        ];
    }
}
