using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage.Matching;

/// <summary>Finds the deal of a call: id, else e-mail, else phone.</summary>
internal static class DealMatcher
{
    public static async Task<DealMatch> MatchAsync(DealBookContext book, Recording recording, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        var match = await ByIdAsync(book, recording, warnings, cancellationToken).ConfigureAwait(false)
            ?? await ByEmailAsync(book, recording, warnings, cancellationToken).ConfigureAwait(false)
            ?? await ByPhoneAsync(book, recording, warnings, cancellationToken).ConfigureAwait(false);
        if (match?.Deal is null) return new DealMatch(null, warnings);

        var found = new DealSnapshot
        {
            Id = match.Deal.Id,
            Name = match.Deal.Name,
            Account = match.Deal.Account,
            StageAtCall = match.Deal.Stage,
            AmountAtCall = match.Deal.Amount,
            Currency = match.Deal.Currency,
            MatchedBy = match.Kind,
        };
        var before = await book.Conversations.AsNoTracking()
            .FirstOrDefaultAsync(c => c.Id == recording.Conversation.Id, cancellationToken).ConfigureAwait(false);
        return new DealMatch(before?.AsFirstSeen(found) ?? found, warnings);
    }

    private static async Task<Match?> ByIdAsync(DealBookContext book, Recording recording, List<string> warnings, CancellationToken cancellationToken)
    {
        foreach (var id in recording.DealIds)
        {
            var deal = await book.Deals.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false);
            if (deal is not null) return new Match(deal, DealMatchKind.Id);
            warnings.Add($"The sidecar names deal '{id}', which the deal book does not hold.");
        }

        return null;
    }

    private static async Task<Match?> ByEmailAsync(DealBookContext book, Recording recording, List<string> warnings, CancellationToken cancellationToken)
    {
        var keys = Buyers(recording).Select(p => ContactRow.KeyOf(p.Email)).OfType<string>().Distinct().ToList();
        if (keys.Count == 0) return null;
        var deals = await book.Contacts.AsNoTracking()
            .Where(c => keys.Contains(c.EmailKey!)).Select(c => c.Deal!).ToListAsync(cancellationToken).ConfigureAwait(false);
        return OnlyOne(deals, DealMatchKind.Email, "e-mail address", warnings);
    }

    private static async Task<Match?> ByPhoneAsync(DealBookContext book, Recording recording, List<string> warnings, CancellationToken cancellationToken)
    {
        var numbers = Buyers(recording).Select(p => PhoneNumber.Parse(p.Phone)).OfType<PhoneNumber>().ToList();
        if (numbers.Count == 0) return null;
        var keys = numbers.Select(n => n.Key).Distinct().ToList();
        var contacts = await book.Contacts.AsNoTracking().Include(c => c.Deal)
            .Where(c => keys.Contains(c.PhoneKey!)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var deals = contacts.Where(c => PhoneNumber.Parse(c.Phone) is { } phone && numbers.Any(phone.IsSameAs)).Select(c => c.Deal!);
        return OnlyOne(deals, DealMatchKind.Phone, "phone number", warnings);
    }

    /// <summary>The rep's own address or number says nothing of the deal.</summary>
    private static IEnumerable<Participant> Buyers(Recording recording) => recording.Participants.Where(p => p.Role != ParticipantRole.Rep);

    /// <summary>The only deal, or the only open one; a match without deal where several are left, null where there is none.</summary>
    private static Match? OnlyOne(IEnumerable<DealRow> found, DealMatchKind kind, string what, List<string> warnings)
    {
        var deals = found.DistinctBy(d => d.Id).OrderBy(d => d.Id, StringComparer.Ordinal).ToList();
        if (deals.Count == 0) return null;
        if (deals.Count == 1) return new Match(deals[0], kind);
        var open = deals.Where(d => !DealStages.IsClosed(d.Stage)).ToList();
        if (open.Count == 1) return new Match(open[0], kind);
        warnings.Add($"Several deals have a participant's {what}: {string.Join(", ", deals.Select(d => d.Id))}. Name one in the sidecar.");
        return new Match(null, kind);
    }

    private sealed record Match(DealRow? Deal, DealMatchKind Kind);
}
