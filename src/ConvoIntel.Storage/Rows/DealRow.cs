using ConvoIntel.Conversations;

namespace ConvoIntel.Storage.Rows;

/// <summary>A deal as the last import told it.</summary>
internal sealed class DealRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public string? Account { get; set; }

    public required string Stage { get; set; }

    public decimal? Amount { get; set; }

    public string? Currency { get; set; }

    public double? Probability { get; set; }

    public DateOnly? CloseDate { get; set; }

    public string? OwnerEmail { get; set; }

    public List<ContactRow> Contacts { get; } = [];

    public void Take(Deal deal)
    {
        Name = deal.Name;
        Account = deal.Account;
        Stage = deal.Stage;
        Amount = deal.Amount;
        Currency = deal.Currency;
        Probability = deal.Probability;
        CloseDate = deal.CloseDate;
        OwnerEmail = deal.OwnerEmail;
    }

    public Deal ToDeal() => new()
    {
        Id = Id,
        Name = Name,
        Account = Account,
        Stage = Stage,
        Amount = Amount,
        Currency = Currency,
        Probability = Probability,
        CloseDate = CloseDate,
        OwnerEmail = OwnerEmail,
        Contacts = [.. Contacts.OrderBy(c => c.Position).Select(c => c.ToContact())],
    };
}
