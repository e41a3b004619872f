using ConvoIntel.Attachment;
using ConvoIntel.Conversations;

namespace ConvoIntel.Storage.Rows;

/// <summary>A contact of a deal, with the keys that calls are matched by.</summary>
internal sealed class ContactRow
{
    public int Id { get; set; }

    public required string DealId { get; set; }

    /// <summary>Place among the deal's contacts, from 0.</summary>
    public int Position { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    /// <summary><see cref="Email"/> as <see cref="KeyOf"/> makes it.</summary>
    public string? EmailKey { get; set; }

    /// <summary><see cref="PhoneNumber.Key"/> of <see cref="Phone"/>.</summary>
    public string? PhoneKey { get; set; }

    public DealRow? Deal { get; set; }

    /// <summary>Addresses are compared without regard to case; null where the text is not an address.</summary>
    public static string? KeyOf(string? email) =>
        email is not null && email.Contains('@', StringComparison.Ordinal) ? email.Trim().ToLowerInvariant() : null;

    public static ContactRow From(DealContact contact, string dealId, int position) => new()
    {
        DealId = dealId,
        Position = position,
        Name = contact.Name,
        Email = contact.Email,
        Phone = contact.Phone,
        EmailKey = KeyOf(contact.Email),
        PhoneKey = PhoneNumber.Parse(contact.Phone)?.Key,
    };

    public DealContact ToContact() => new() { Name = Name, Email = Email, Phone = Phone };
}
