using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Understanding;

/// <summary>Conversations written as lines: "R next_step: I'll send it Friday."</summary>
internal static class Talk
{
    /// <summary>Wednesday, 16 September 2026, 11:40 in London.</summary>
    public static Conversation Call { get; } = new()
    {
        Id = "talk",
        Name = "talk",
        Source = "talk.vtt",
        ContentHash = new string('0', 64),
        Kind = ConversationKind.Transcript,
        StartTime = new DateTimeOffset(2026, 9, 16, 11, 40, 0, TimeSpan.FromHours(1)),
        Locale = "en-GB",
    };

    public static Utterance[] Lines(params string[] lines) => [.. lines.Select(Line)];

    private static Utterance Line(string line, int index)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var head = line[..colon].Split(' ', 2);
        var role = head[0] switch { "R" => ParticipantRole.Rep, "C" => ParticipantRole.Customer, _ => ParticipantRole.Unknown };
        var tags = head.Length > 1 ? head[1].Split(',') : [];
        return new Utterance
        {
            Index = index,
            Speaker = head[0],
            Role = role,
            Start = index * 5,
            End = (index * 5) + 4,
            Text = line[(colon + 2)..],
            Tags = [.. tags.Select(tag => new UtteranceTag(tag, 0.9))],
        };
    }
}
