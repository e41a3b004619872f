using System.Globalization;
using ConvoIntel.Conversations;

namespace ConvoIntel.Diarization.Roles;

/// <summary>Gives roles to speakers that nothing but their words tells of.</summary>
internal static class UnknownRoles
{
    public static DiarizedConversation Assign(DiarizedConversation turns, IReadOnlyList<RoleJudgement> judged, double floor)
    {
        var found = new List<string>();
        var open = new List<string>();
        foreach (var one in judged)
        {
            var participant = turns.Participants.Single(each => each.Id == one.Speaker);
            if (participant.Role != ParticipantRole.Unknown) continue;
            var name = participant.Name ?? participant.Id;
            if (one.Confidence < floor)
            {
                open.Add(name);
                continue;
            }

            found.Add(string.Create(CultureInfo.InvariantCulture, $"{name} the {Name(one.Role)} ({Math.Floor(one.Confidence * 100) / 100:0.00})"));
            turns = Give(turns, participant, one);
        }

        turns = Naming(turns);
        var notes = new List<string>();
        if (found.Count > 0) notes.Add($"Roles by what is said, with confidence: {string.Join(", ", found)}. A sidecar with participants and their roles makes them certain.");
        if (open.Count > 0) notes.Add($"What is said does not tell which side {string.Join(" and ", open)} {(open.Count == 1 ? "is" : "are")} on. A sidecar with participants and their roles does.");
        return turns with { Warnings = [.. turns.Warnings, .. notes], SpeakersKnown = turns.SpeakersKnown || found.Count > 0 };
    }

    private static string Name(ParticipantRole role) => role == ParticipantRole.Rep ? "rep" : "customer";

    private static DiarizedConversation Give(DiarizedConversation turns, Participant participant, RoleJudgement one) => turns with
    {
        Participants =
        [
            .. turns.Participants.Select(each => each.Id == participant.Id
                ? each with { Role = one.Role, RoleSource = RoleSource.Model, RoleConfidence = one.Confidence }
                : each),
        ],
        Utterances = [.. turns.Utterances.Select(each => each.Speaker == participant.Id ? each with { Role = one.Role } : each)],
    };

    /// <summary>A side with one speaker, known by a diarizer's label only, and one person expected who was not heard: they are one.</summary>
    private static DiarizedConversation Naming(DiarizedConversation turns)
    {
        foreach (var role in (ParticipantRole[])[ParticipantRole.Rep, ParticipantRole.Customer])
        {
            var side = turns.Participants.Where(each => each.Role == role).ToLookup(each => turns.Utterances.Any(said => said.Speaker == each.Id));
            if (side[true].Count() != 1 || side[false].Count() != 1) continue;
            var (speaker, expected) = (side[true].Single(), side[false].Single());
            if (speaker.RoleSource != RoleSource.Model || !IsLabel(speaker)) continue;
            var one = expected with { Channel = speaker.Channel, RoleSource = speaker.RoleSource, RoleConfidence = speaker.RoleConfidence };
            turns = turns with
            {
                Participants = [.. turns.Participants.Where(each => each.Id != speaker.Id).Select(each => each.Id == expected.Id ? one : each)],
                Utterances = [.. turns.Utterances.Select(each => each.Speaker == speaker.Id ? each with { Speaker = expected.Id } : each)],
            };
        }

        return turns;
    }

    private static bool IsLabel(Participant participant) =>
        participant.Name is null || participant.Name.StartsWith(ChannelParticipants.UnknownSpeaker, StringComparison.OrdinalIgnoreCase);
}
