using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Diarization.Roles;

/// <summary>Checks the roles of two channels against what is said on them.</summary>
internal static class ChannelRoles
{
    private const string Taken = "recordings without a sidecar that names a channel are taken to have the rep on the";

    /// <summary>The two of a stereo call, the rep first; null where sides do not come from two channels.</summary>
    public static (Participant Rep, Participant Customer)? From(IReadOnlyList<Participant> speakers)
    {
        if (speakers.Count != 2 || speakers.Any(speaker => speaker.Channel is not (0 or 1)) || speakers[0].Channel == speakers[1].Channel) return null;
        return (speakers[0].Role, speakers[1].Role) switch
        {
            (ParticipantRole.Rep, ParticipantRole.Customer) => (speakers[0], speakers[1]),
            (ParticipantRole.Customer, ParticipantRole.Rep) => (speakers[1], speakers[0]),
            _ => null,
        };
    }

    public static DiarizedConversation Check(
        Recording recording,
        DiarizedConversation turns,
        IReadOnlyList<Participant> speakers,
        IReadOnlyList<RoleJudgement> judged,
        DiarizationOptions options)
    {
        var (rep, customer) = From(speakers)!.Value;
        var repIsRep = judged.Single(one => one.Speaker == rep.Id).RepProbability;
        var customerIsRep = judged.Single(one => one.Speaker == customer.Id).RepProbability;
        // Both must be out of place: one who only sounds like the other side is no swap.
        var swapped = Math.Min(1 - repIsRep, customerIsRep);
        if (swapped < options.SwapConfidence) return Judged(turns, rep.Id, customer.Id, repIsRep, 1 - customerIsRep);

        var correct = options.RoleCheck == RoleCheck.Correct && !recording.RepChannelGiven;
        var warning = Warning(customer.Channel!.Value, swapped, recording.RepChannelGiven, correct);
        turns = correct
            ? Judged(Exchange(turns, rep, customer), rep.Id, customer.Id, customerIsRep, 1 - repIsRep)
            : Judged(turns, rep.Id, customer.Id, repIsRep, 1 - customerIsRep);
        return turns with { Warnings = [.. turns.Warnings, warning] };
    }

    private static string Warning(int channel, double confidence, bool given, bool corrected)
    {
        var (heard, said) = channel == 0 ? ("left", "right") : ("right", "left");
        var remedy = given
            ? $"while the sidecar puts the rep on the {said}. If so, set \"agentChannel\": \"{heard}\" in the sidecar and process the call again."
            : corrected
                ? $"while {Taken} {said} (Ingestion:RepChannel). The roles were exchanged; to make it certain, set \"agentChannel\": \"{heard}\" in a sidecar, or Ingestion:RepChannel to {channel}."
                : $"while {Taken} {said} (Ingestion:RepChannel). If so, set \"agentChannel\": \"{heard}\" in a sidecar, Ingestion:RepChannel to {channel}, or Diarization:RoleCheck to correct, and process the call again.";
        // Rounded down: nothing here is certain.
        return string.Create(CultureInfo.InvariantCulture,
            $"The channels look swapped: by what is said, the rep is on the {heard} channel (confidence {Math.Floor(confidence * 100) / 100:0.00}), {remedy}");
    }

    private static DiarizedConversation Exchange(DiarizedConversation turns, Participant rep, Participant customer) => turns with
    {
        Participants =
        [
            .. turns.Participants.Select(one =>
                one.Id == rep.Id ? one with { Channel = customer.Channel, RoleSource = RoleSource.Model }
                : one.Id == customer.Id ? one with { Channel = rep.Channel, RoleSource = RoleSource.Model }
                : one),
        ],
        Utterances =
        [
            .. turns.Utterances.Select(utterance =>
                utterance.Speaker == rep.Id ? utterance with { Speaker = customer.Id, Role = customer.Role }
                : utterance.Speaker == customer.Id ? utterance with { Speaker = rep.Id, Role = rep.Role }
                : utterance),
        ],
    };

    private static DiarizedConversation Judged(DiarizedConversation turns, string rep, string customer, double ofRep, double ofCustomer) => turns with
    {
        Participants =
        [
            .. turns.Participants.Select(one =>
                one.Id == rep ? one with { RoleConfidence = ofRep } : one.Id == customer ? one with { RoleConfidence = ofCustomer } : one),
        ],
    };
}
