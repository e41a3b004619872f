using System.Runtime.CompilerServices;
using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Storage.Import;
using ConvoIntel.Storage.Matching;
using ConvoIntel.Storage.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Storage;

/// <summary>The deal book in one SQLite file. Each call has its own context, so that one instance serves all threads.</summary>
internal sealed class DealBook(IDbContextFactory<DealBookContext> contexts, IOptions<StorageOptions> options, TimeProvider time) : IDealBook
{
    private readonly string path = Path.GetFullPath(options.Value.Path);

    public Task InitializeAsync(CancellationToken cancellationToken) =>
        UseAsync(book => DealBookSetup.InitializeAsync(book, path, time, cancellationToken), cancellationToken);

    public async Task<int> ImportAsync(string path, CancellationToken cancellationToken)
    {
        var deals = await DealFileReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        await UseAsync(book => DealImport.SaveAsync(book, deals, cancellationToken), cancellationToken).ConfigureAwait(false);
        return deals.Count;
    }

    public Task<DealMatch> MatchAsync(Recording recording, CancellationToken cancellationToken) =>
        UseAsync(book => DealMatcher.MatchAsync(book, recording, cancellationToken), cancellationToken);

    public Task AttachAsync(ConversationResult result, CancellationToken cancellationToken) =>
        UseAsync(book => ConversationAttachment.SaveAsync(book, path, result, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Deal>> ListDealsAsync(CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyList<Deal>>(
            async book =>
            {
                var rows = await book.Deals.AsNoTracking().Include(d => d.Contacts).OrderBy(d => d.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                return [.. rows.Select(row => row.ToDeal())];
            },
            cancellationToken);

    public Task<Deal?> FindDealAsync(string id, CancellationToken cancellationToken) =>
        UseAsync(
            async book =>
            {
                var row = await book.Deals.AsNoTracking().Include(d => d.Contacts).FirstOrDefaultAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false);
                return row?.ToDeal();
            },
            cancellationToken);

    public Task<IReadOnlyList<ConversationResult>> ListConversationsAsync(string? dealId, CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyList<ConversationResult>>(
            async book =>
            {
                var documents = await book.Conversations.Where(c => c.DealId == dealId)
                    .OrderBy(c => c.StartedAt).ThenBy(c => c.Id).Select(c => c.ResultJson).ToListAsync(cancellationToken).ConfigureAwait(false);
                return [.. documents.Select(ConversationJson.Deserialize)];
            },
            cancellationToken);

    public Task<ConversationResult?> FindConversationAsync(string idOrName, CancellationToken cancellationToken) =>
        UseAsync(
            async book =>
            {
                // An id wins over a name; of calls of one name the newest is meant.
                var document = await book.Conversations.Where(c => c.Id == idOrName || c.Name == idOrName)
                    .OrderByDescending(c => c.Id == idOrName).ThenByDescending(c => c.StartedAt)
                    .Select(c => c.ResultJson).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
                return document is null ? null : ConversationJson.Deserialize(document);
            },
            cancellationToken);

    public Task<IReadOnlyList<SearchHit>> SearchAsync(string text, int limit, CancellationToken cancellationToken) =>
        UseAsync(book => UtteranceSearch.FindAsync(book, text, limit, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<SearchHit>> ReadUtterancesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = long.MinValue; ;)
        {
            var page = await UseAsync(book => UtteranceStream.PageAsync(book, last, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0) yield break;
            yield return [.. page.Select(found => found.Hit)];
            last = page[^1].Id;
        }
    }

    private Task UseAsync(Func<DealBookContext, Task> work, CancellationToken cancellationToken) =>
        UseAsync(
            async book =>
            {
                await work(book).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    private async Task<T> UseAsync<T>(Func<DealBookContext, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var book = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (book.ConfigureAwait(false)) return await work(book).ConfigureAwait(false);
        }
        catch (Exception fault) when (DealBookFault.From(path, fault) is { } known)
        {
            throw known;
        }
    }
}
