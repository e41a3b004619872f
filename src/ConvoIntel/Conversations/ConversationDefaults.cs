namespace ConvoIntel.Conversations;

/// <summary>
/// Gives a result that was read the defaults of its records. The generated reader sets what a document leaves out to null or zero;
/// fields whose default is neither, and cannot be told from it, are required instead.
/// </summary>
internal static class ConversationDefaults
{
    public static ConversationResult Fill(ConversationResult result) => result with
    {
        Conversation = result.Conversation with
        {
            Locale = result.Conversation.Locale ?? "en-US",
            Warnings = result.Conversation.Warnings ?? [],
        },
        Utterances = [.. result.Utterances.Select(u => u with { Words = u.Words ?? [], Tags = u.Tags ?? [] })],
        Languages = result.Languages ?? [],
        Objections = result.Objections ?? [],
        NextSteps = result.NextSteps ?? [],
        Insights = [.. (result.Insights ?? []).Select(i => i with { Attributes = i.Attributes ?? new Dictionary<string, string>() })],
        SummaryLines = result.SummaryLines ?? [],
        Summary = result.Summary ?? "",
        Models = result.Models ?? [],
    };
}
