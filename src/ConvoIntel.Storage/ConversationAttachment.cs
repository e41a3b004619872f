using ConvoIntel.Conversations;
using ConvoIntel.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage;

/// <summary>Writes a conversation and all that it told in one transaction, in place of what it told before.</summary>
internal static class ConversationAttachment
{
    public static async Task SaveAsync(DealBookContext book, ConversationResult result, CancellationToken cancellationToken)
    {
        await using var transaction = await book.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var id = result.Conversation.Id;
        // Of two workers with one call the second replaces the first.
        await book.LockConversationAsync(id, cancellationToken).ConfigureAwait(false);
        if (result.Deal is { } deal && !await book.Deals.AnyAsync(d => d.Id == deal.Id, cancellationToken).ConfigureAwait(false))
            throw DealBookFault.Of(book.Place, $"it does not hold deal '{deal.Id}'", "Import the deal, then process the call again.");

        var row = await book.Conversations.FirstOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false);
        if (row is null) book.Conversations.Add(row = new ConversationRow { Id = id, Name = result.Conversation.Name, ResultJson = "" });
        row.Take(result.Deal is null ? result : result with { Deal = row.AsFirstSeen(result.Deal) });

        await book.Insights.Where(i => i.ConversationId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await book.Utterances.Where(u => u.ConversationId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        // Equal ids are by contract the same finding.
        book.Insights.AddRange(result.Insights.DistinctBy(i => i.Id).Select(insight => InsightRow.From(insight, id)));
        book.Utterances.AddRange(result.Utterances.Select(utterance => UtteranceRow.From(utterance, id)));

        await book.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
