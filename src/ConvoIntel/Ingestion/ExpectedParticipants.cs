using ConvoIntel.Conversations;

namespace ConvoIntel.Ingestion;

/// <summary>Who is expected in a recording, and on which channel.</summary>
internal static class ExpectedParticipants
{
    /// <summary>
    /// Completes the sidecar's participants with the side that it leaves out, and gives the first of each side its channel.
    /// Further people on a side share that channel, so the channel does not tell them apart and theirs stays null.
    /// </summary>
    public static IReadOnlyList<Participant> For(IReadOnlyList<Participant> named, FileNameFacts facts, int repChannel)
    {
        var participants = named.ToList();
        Ensure(ParticipantRole.Rep, "rep");
        Ensure(ParticipantRole.Customer, "customer");
        Assign(ParticipantRole.Rep, repChannel);
        Assign(ParticipantRole.Customer, 1 - repChannel);

        var rep = participants.FindIndex(p => p.Role == ParticipantRole.Rep);
        if (facts.Rep is { } who && participants[rep] is { Name: null, Email: null } unnamed)
            participants[rep] = who.Contains('@') ? unnamed with { Email = who } : unnamed with { Name = who };
        var customer = participants.FindIndex(p => p.Role == ParticipantRole.Customer);
        if (facts.Phone is { } phone && participants[customer].Phone is null)
            participants[customer] = participants[customer] with { Phone = phone };
        return participants;

        void Ensure(ParticipantRole role, string id)
        {
            if (participants.Any(p => p.Role == role))
                return;
            var name = id;
            for (var n = 2; participants.Any(p => p.Id == name); n++)
                name = $"{id}-{n}";
            participants.Add(new Participant { Id = name, Role = role });
        }

        void Assign(ParticipantRole role, int channel)
        {
            if (participants.Any(p => p.Channel == channel))
                return;
            var first = participants.FindIndex(p => p.Role == role);
            if (participants[first].Channel is null)
                participants[first] = participants[first] with { Channel = channel };
        }
    }
}
