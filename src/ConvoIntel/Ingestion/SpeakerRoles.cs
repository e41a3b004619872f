using ConvoIntel.Conversations;

namespace ConvoIntel.Ingestion;

/// <summary>Roles by the words that sidecars and transcripts use for them. What is not listed is not guessed.</summary>
internal static class SpeakerRoles
{
    private static readonly Dictionary<string, ParticipantRole> ByWord = new(StringComparer.OrdinalIgnoreCase)
    {
        ["agent"] = ParticipantRole.Rep,
        ["rep"] = ParticipantRole.Rep,
        ["representative"] = ParticipantRole.Rep,
        ["sales rep"] = ParticipantRole.Rep,
        ["salesperson"] = ParticipantRole.Rep,
        ["seller"] = ParticipantRole.Rep,
        ["ae"] = ParticipantRole.Rep,
        ["account executive"] = ParticipantRole.Rep,
        ["sdr"] = ParticipantRole.Rep,
        ["bdr"] = ParticipantRole.Rep,
        ["customer"] = ParticipantRole.Customer,
        ["client"] = ParticipantRole.Customer,
        ["prospect"] = ParticipantRole.Customer,
        ["buyer"] = ParticipantRole.Customer,
        ["other"] = ParticipantRole.Other,
        ["interpreter"] = ParticipantRole.Other,
        ["operator"] = ParticipantRole.Other,
    };

    /// <summary>The role a label names, as in <c>Rep</c>, <c>Customer 2</c>, <c>SELLER_1</c>; null where it names none.</summary>
    public static ParticipantRole? FromLabel(string? label)
    {
        if (label is null)
            return null;
        var word = label.TrimEnd("0123456789 _-#".ToCharArray()).Replace('_', ' ').Trim();
        return ByWord.TryGetValue(word, out var role) ? role : null;
    }
}
