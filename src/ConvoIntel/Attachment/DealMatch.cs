using ConvoIntel.Conversations;

namespace ConvoIntel.Attachment;

/// <summary>What looking for a call's deal came to.</summary>
/// <param name="Deal">The deal, or null where none matches, or several do and none stands out.</param>
/// <param name="Warnings">What a reader of the result should know: an id that the deal book lacks, several deals of one contact.</param>
public sealed record DealMatch(DealSnapshot? Deal, IReadOnlyList<string> Warnings);
