using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage.Search;

/// <summary>Reads all utterances of the book, a page after another, from the rows alone: whole results stay unread.</summary>
internal static class UtteranceStream
{
    /// <summary>Utterances in a page; what a reader holds at once.</summary>
    public const int PageSize = 256;

    public static async Task<IReadOnlyList<(long Id, SearchHit Hit)>> PageAsync(DealBookContext book, long after, CancellationToken cancellationToken)
    {
        var rows = await book.Utterances.AsNoTracking()
            .Where(u => u.Id > after).OrderBy(u => u.Id).Take(PageSize)
            .Select(u => new { Row = u, u.Conversation!.Name, u.Conversation.StartedAt })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(found => (found.Row.Id, ToHit(found.Row, found.Name, found.StartedAt)))];
    }

    private static SearchHit ToHit(Rows.UtteranceRow row, string name, DateTime startedAt) => new(
        row.ConversationId, name, new DateTimeOffset(DateTime.SpecifyKind(startedAt, DateTimeKind.Utc)),
        new Utterance { Index = row.Index, Speaker = row.Speaker, Role = row.Role, Start = row.Start, End = row.End, Text = row.Text });
}
