using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage.Search;

/// <summary>Finds utterances by their words, through the full-text index.</summary>
internal static class UtteranceSearch
{
    public static async Task<IReadOnlyList<SearchHit>> FindAsync(DealBookContext book, string text, int limit, CancellationToken cancellationToken)
    {
        if (limit <= 0 || book.WithWords(text) is not { } matching) return [];
        var found = await matching
            .OrderByDescending(u => u.Conversation!.StartedAt).ThenBy(u => u.ConversationId).ThenBy(u => u.Index)
            .Take(limit)
            .Select(u => new { u.ConversationId, u.Index })
            .ToListAsync(cancellationToken).ConfigureAwait(false);

        var ids = found.Select(hit => hit.ConversationId).Distinct().ToList();
        var documents = await book.Conversations.Where(c => ids.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => ConversationJson.Deserialize(c.ResultJson), cancellationToken).ConfigureAwait(false);
        return
        [
            .. found.Select(hit =>
            {
                var (conversation, utterances) = (documents[hit.ConversationId].Conversation, documents[hit.ConversationId].Utterances);
                return new SearchHit(conversation.Id, conversation.Name, conversation.StartTime, utterances.First(u => u.Index == hit.Index));
            }),
        ];
    }
}
