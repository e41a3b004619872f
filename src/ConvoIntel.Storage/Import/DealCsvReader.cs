using ConvoIntel.Conversations;
using CsvHelper;

namespace ConvoIntel.Storage.Import;

/// <summary>
/// Reads a CSV with one row a contact, the deal's columns repeated. Columns are found by name, in any order and case;
/// comma, semicolon and tab separate. Numbers have a point and no thousands separators, dates are <c>YYYY-MM-DD</c>.
/// </summary>
internal static class DealCsvReader
{
    // Strict: a stray quotation mark or comma would move values into the wrong columns without a word.
    private static readonly CsvReaderOptions Options = new()
    {
        TrackLineNumbers = true,
        TrimWhitespace = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    public static IReadOnlyList<Deal> Read(string path, string text)
    {
        using var csv = CsvReader.FromText(text, Options);
        try
        {
            csv.ReadHeader();
            foreach (var needed in DealCsvRow.Needed)
            {
                if (!csv.TryGetFieldIndex(needed, out _))
                    throw DealFileFault.Of(path, $"the header names no column '{needed}'", "See samples/deals.csv for the columns.");
            }

            return Collect(path, csv);
        }
        catch (CsvFormatException fault)
        {
            var column = fault.FieldIndex is { } index && index >= 0 && index < csv.Headers.Count ? $", column '{csv.Headers[(int)index]}'" : "";
            throw DealFileFault.Of(
                path,
                $"line {fault.LineNumber}{column}: not readable as CSV ({fault.Message.TrimEnd('.')})",
                "Put quotation marks around a field that holds a separator or a quotation mark, and double the mark inside.",
                fault);
        }
    }

    private static IReadOnlyList<Deal> Collect(string path, CsvReader csv)
    {
        var deals = new Dictionary<string, (Deal Deal, long Line, List<DealContact> Contacts)>(StringComparer.Ordinal);
        while (csv.Read())
        {
            var row = new DealCsvRow(path, csv);
            var deal = row.Deal();
            if (!deals.TryGetValue(deal.Id, out var first)) deals.Add(deal.Id, first = (deal, row.Line, []));
            else if (first.Deal != deal with { Contacts = first.Deal.Contacts })
                throw DealFileFault.At(path, row.Line, "id", $"deal '{deal.Id}' differs from line {first.Line}", "Repeat a deal's columns unchanged for each of its contacts.");
            if (row.Contact() is { } contact) first.Contacts.Add(contact);
        }

        return [.. deals.Values.Select(entry => entry.Deal with { Contacts = entry.Contacts })];
    }
}
