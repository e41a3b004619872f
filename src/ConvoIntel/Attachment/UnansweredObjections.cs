using ConvoIntel.Conversations;

namespace ConvoIntel.Attachment;

/// <summary>Objections of one type that were left standing in the calls they were raised in.</summary>
/// <param name="Type">As <see cref="Objection.Type"/>.</param>
/// <param name="Raised">Each with its conversation, by time.</param>
public sealed record UnansweredObjections(string Type, IReadOnlyList<RaisedObjection> Raised)
{
    internal static IReadOnlyList<UnansweredObjections> Of(IEnumerable<ConversationResult> calls) =>
    [
        .. calls
            .SelectMany(call => call.Objections.Where(o => !o.Addressed).OrderBy(o => o.RaisedAt).Select(o => new RaisedObjection(call.Conversation, o)))
            .GroupBy(raised => raised.Objection.Type, StringComparer.Ordinal)
            .Select(type => new UnansweredObjections(type.Key, [.. type]))
            .OrderByDescending(type => type.Raised.Count)
            .ThenBy(type => type.Type, StringComparer.Ordinal),
    ];
}

/// <summary>An objection and the conversation it was raised in.</summary>
public sealed record RaisedObjection(Conversation Conversation, Objection Objection);
