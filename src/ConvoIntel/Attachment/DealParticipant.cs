using ConvoIntel.Conversations;

namespace ConvoIntel.Attachment;

/// <summary>Someone who took part in a deal's conversations.</summary>
/// <param name="Person">With all that the conversations together tell of them.</param>
/// <param name="Calls">Number of conversations.</param>
public sealed record DealParticipant(Participant Person, int Calls)
{
    internal static IReadOnlyList<DealParticipant> Of(IEnumerable<ConversationResult> calls)
    {
        var people = new List<DealParticipant>();
        foreach (var call in calls)
        {
            var here = new HashSet<int>();
            foreach (var participant in call.Participants)
            {
                var known = people.FindIndex(p => IsSame(p.Person, participant));
                if (known < 0)
                {
                    here.Add(people.Count);
                    people.Add(new DealParticipant(participant, 1));
                    continue;
                }

                people[known] = new DealParticipant(Join(people[known].Person, participant), people[known].Calls + (here.Add(known) ? 1 : 0));
            }
        }

        return [.. people.OrderByDescending(p => p.Calls)];
    }

    /// <summary>By the strongest thing that both have: address, phone number, name. People without any are one a role.</summary>
    private static bool IsSame(Participant one, Participant other)
    {
        if (one.Role != other.Role) return false;
        if (one.Email is { } email && other.Email is { } otherEmail) return email.Trim().Equals(otherEmail.Trim(), StringComparison.OrdinalIgnoreCase);
        if (PhoneNumber.Parse(one.Phone) is { } phone && PhoneNumber.Parse(other.Phone) is { } otherPhone) return phone.IsSameAs(otherPhone);
        if (one.Name is { } name && other.Name is { } otherName) return name.Trim().Equals(otherName.Trim(), StringComparison.OrdinalIgnoreCase);
        return IsNameless(one) && IsNameless(other);
    }

    private static bool IsNameless(Participant participant) => participant is { Email: null, Phone: null, Name: null };

    private static Participant Join(Participant known, Participant again) => known with
    {
        Name = known.Name ?? again.Name,
        Email = known.Email ?? again.Email,
        Phone = known.Phone ?? again.Phone,
        CrmId = known.CrmId ?? again.CrmId,
    };
}
