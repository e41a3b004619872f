using System.Runtime.CompilerServices;
using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Storage.Import;
using ConvoIntel.Storage.Matching;
using ConvoIntel.Storage.Search;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage;

/// <summary>The deal book in a database.</summary>
internal sealed class DealBook(DealBookContexts contexts, TimeProvider time) : IDealBook
{
    public Task InitializeAsync(CancellationToken cancellationToken) =>
        contexts.UseAsync(book => book.InitializeAsync(time, cancellationToken));

    public async Task<int> ImportAsync(string path, CancellationToken cancellationToken)
    {
        var deals = await DealFileReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        await contexts.UseAsync(book => DealImport.SaveAsync(book, deals, cancellationToken)).ConfigureAwait(false);
        return deals.Count;
    }

    public Task<DealMatch> MatchAsync(Recording recording, CancellationToken cancellationToken) =>
        contexts.UseAsync(book => DealMatcher.MatchAsync(book, recording, cancellationToken));

    public Task AttachAsync(ConversationResult result, CancellationToken cancellationToken) =>
        contexts.UseAsync(book => ConversationAttachment.SaveAsync(book, result, cancellationToken));

    public Task<IReadOnlyList<Deal>> ListDealsAsync(CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyList<Deal>>(
            async book =>
            {
                var rows = await book.Deals.AsNoTracking().Include(d => d.Contacts).OrderBy(d => d.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                return [.. rows.Select(row => row.ToDeal())];
            });

    public Task<Deal?> FindDealAsync(string id, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            async book =>
            {
                var row = await book.Deals.AsNoTracking().Include(d => d.Contacts).FirstOrDefaultAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false);
                return row?.ToDeal();
            });

    public Task<IReadOnlyList<ConversationResult>> ListConversationsAsync(string? dealId, CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyList<ConversationResult>>(
            async book =>
            {
                var documents = await book.Conversations.Where(c => c.DealId == dealId)
                    .OrderBy(c => c.StartedAt).ThenBy(c => c.Id).Select(c => c.ResultJson).ToListAsync(cancellationToken).ConfigureAwait(false);
                return [.. documents.Select(ConversationJson.Deserialize)];
            });

    public Task<ConversationResult?> FindConversationAsync(string idOrName, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            async book =>
            {
                // An id wins over a name; of calls of one name the newest is meant.
                var document = await book.Conversations.Where(c => c.Id == idOrName || c.Name == idOrName)
                    .OrderByDescending(c => c.Id == idOrName).ThenByDescending(c => c.StartedAt)
                    .Select(c => c.ResultJson).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
                return document is null ? null : ConversationJson.Deserialize(document);
            });

    public Task<IReadOnlyList<SearchHit>> SearchAsync(string text, int limit, CancellationToken cancellationToken) =>
        contexts.UseAsync(book => UtteranceSearch.FindAsync(book, text, limit, cancellationToken));

    public async IAsyncEnumerable<IReadOnlyList<SearchHit>> ReadUtterancesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = long.MinValue; ;)
        {
            var page = await contexts.UseAsync(book => UtteranceStream.PageAsync(book, last, cancellationToken)).ConfigureAwait(false);
            if (page.Count == 0) yield break;
            yield return [.. page.Select(found => found.Hit)];
            last = page[^1].Id;
        }
    }
}
