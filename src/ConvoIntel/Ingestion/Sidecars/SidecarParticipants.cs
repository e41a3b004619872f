using ConvoIntel.Conversations;

namespace ConvoIntel.Ingestion.Sidecars;

/// <summary>Reads the participants of a sidecar.</summary>
internal static class SidecarParticipants
{
    private const int MaxChannel = 7;
    private const int MaxParticipants = 1_000;

    public static IReadOnlyList<Participant> Read(JsonField root, List<string> warnings)
    {
        var participants = new List<Participant>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in root.Items("participants"))
        {
            if (participants.Count == MaxParticipants)
                throw item.Invalid($"is one participant too many: a sidecar may name {MaxParticipants}");
            var participant = Read(item.RequireObject(), participants.Count, warnings);
            if (!ids.Add(participant.Id))
                throw item.Invalid($"has the id '{participant.Id}', which an earlier participant has");
            participants.Add(participant);
        }
        return participants;
    }

    private static Participant Read(JsonField item, int index, List<string> warnings)
    {
        var roleText = item.Text("role");
        var role = SpeakerRoles.FromLabel(roleText);
        if (roleText is not null && role is null)
            warnings.Add($"The sidecar gives a participant the role '{roleText}', which is neither agent, customer nor other.");
        int? channel = null;
        if (item.Member("channel") is { } field)
        {
            var number = field.AsNumber();
            if (number is < 0 or > MaxChannel || number != Math.Floor(number))
                throw field.Invalid($"must be a whole number from 0 to {MaxChannel}");
            channel = (int)number;
        }
        return new Participant
        {
            Id = item.Identifier("id") ?? $"participant-{index + 1}",
            Name = item.Text("name") ?? item.Text("displayName"),
            Role = role ?? ParticipantRole.Unknown,
            Channel = channel,
            Email = item.Text("email"),
            Phone = item.Identifier("phone") ?? item.Identifier("phoneNumber"),
            CrmId = item.Identifier("crmId"),
        };
    }
}
