using ConvoIntel.Conversations;
using ConvoIntel.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage.Import;

/// <summary>Writes imported deals; those that exist are updated, their contacts replaced, all or none.</summary>
internal static class DealImport
{
    public static async Task SaveAsync(DealBookContext book, IReadOnlyList<Deal> deals, CancellationToken cancellationToken)
    {
        await using var transaction = await book.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var existing = await book.Deals.ToDictionaryAsync(d => d.Id, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        foreach (var deal in deals)
        {
            if (!existing.TryGetValue(deal.Id, out var row))
                book.Deals.Add(row = new DealRow { Id = deal.Id, Name = deal.Name, Stage = deal.Stage });
            else
                await book.Contacts.Where(c => c.DealId == deal.Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

            row.Take(deal);
            book.Contacts.AddRange(deal.Contacts.Select((contact, position) => ContactRow.From(contact, deal.Id, position)));
        }

        await book.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
