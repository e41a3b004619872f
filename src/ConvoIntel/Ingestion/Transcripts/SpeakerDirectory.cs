using ConvoIntel.Conversations;

namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>Turns the speaker labels of a transcript into participants: those of the sidecar where they match, new ones where not.</summary>
internal sealed class SpeakerDirectory(IEnumerable<Participant> expected)
{
    private const string NobodyNamed = "speaker";

    private readonly List<Participant> _participants = [.. expected];
    private readonly HashSet<string> _ids = [.. expected.Select(participant => participant.Id)];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Participant> _byLabel = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Participant> Participants => _participants;

    public Participant Find(string? label)
    {
        label = string.IsNullOrWhiteSpace(label) ? "" : label.Trim();
        if (!_byLabel.TryGetValue(label, out var participant))
            _byLabel[label] = participant = Match(label) ?? Add(label);
        return participant;
    }

    private Participant? Match(string label)
    {
        if (label.Length == 0)
            return null;
        return Only(p => Same(p.Id, label)) ?? Only(p => Same(p.Name, label)) ?? Only(p => Same(p.Email, label)) ?? Only(p => Same(p.CrmId, label))
            ?? Only(p => Same(p.Name?.Split(' ')[0], label)) ?? ByRole(label);
    }

    // "Customer" is the sidecar's customer where there is one of them only.
    private Participant? ByRole(string label) =>
        SpeakerRoles.FromLabel(label) is { } role && !label.Any(char.IsAsciiDigit) ? Only(p => p.Role == role) : null;

    private Participant? Only(Func<Participant, bool> matches)
    {
        var found = _participants.Where(matches).Take(2).ToArray();
        return found.Length == 1 ? found[0] : null;
    }

    private static bool Same(string? value, string label) => string.Equals(value?.Trim(), label, StringComparison.OrdinalIgnoreCase);

    private Participant Add(string label)
    {
        var slug = Slug(label.Length == 0 ? NobodyNamed : label);
        var id = slug;
        // Many labels may differ in signs alone: each goes on from the number of the one before.
        for (var n = _numbers.GetValueOrDefault(slug, 2); !_ids.Add(id); n++)
        {
            id = $"{slug}-{n}";
            _numbers[slug] = n + 1;
        }
        var participant = new Participant
        {
            Id = id,
            Name = label.Length == 0 ? null : label,
            Role = SpeakerRoles.FromLabel(label) ?? ParticipantRole.Unknown,
        };
        _participants.Add(participant);
        return participant;
    }

    private static string Slug(string label)
    {
        var parts = string.Concat(label.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? NobodyNamed : string.Join('-', parts);
    }
}
