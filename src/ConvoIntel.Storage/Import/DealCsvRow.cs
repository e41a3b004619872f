using System.Globalization;
using ConvoIntel.Conversations;
using CsvHelper;

namespace ConvoIntel.Storage.Import;

/// <summary>One line of a CSV of deals.</summary>
internal readonly struct DealCsvRow(string path, CsvReader csv)
{
    public static IReadOnlyList<string> Needed { get; } = ["id", "name", "stage"];

    /// <summary>Line in the file, from 1.</summary>
    public long Line => csv.LineNumber;

    public Deal Deal() => new()
    {
        Id = Required("id"),
        Name = Required("name"),
        Account = Text("account"),
        Stage = Required("stage"),
        Amount = Number("amount"),
        Currency = Text("currency"),
        Probability = (double?)Number("probability"),
        CloseDate = Date("closeDate"),
        OwnerEmail = Text("ownerEmail"),
    };

    /// <summary>Null where the row names none.</summary>
    public DealContact? Contact()
    {
        var contact = new DealContact { Name = Text("contactName"), Email = Text("contactEmail"), Phone = Text("contactPhone") };
        return contact == new DealContact() ? null : contact;
    }

    private string? Text(string column) =>
        csv.TryGetFieldIndex(column, out var index) && csv.GetString(index).Trim() is { Length: > 0 } text ? text : null;

    private string Required(string column) =>
        Text(column) ?? throw DealFileFault.At(path, Line, column, "the field is empty", "Every deal has one.");

    private decimal? Number(string column)
    {
        if (Text(column) is not { } text) return null;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw DealFileFault.At(path, Line, column, $"'{text}' is not a number", "Write 21780.50, with a point and no thousands separators.");
    }

    private DateOnly? Date(string column)
    {
        if (Text(column) is not { } text) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw DealFileFault.At(path, Line, column, $"'{text}' is not a date", "Write 2026-04-15.");
    }
}
