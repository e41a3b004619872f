using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoIntel.Conversations;

namespace ConvoIntel.Storage.Import;

/// <summary>Reads <c>{"deals": [...]}</c>, or the list alone; fields it does not know are passed over.</summary>
internal static class DealJsonReader
{
    private static readonly DealFileJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        // A null where the contract has text is a fault of the file, not of whoever reads the deal later.
        RespectNullableAnnotations = true,
    });

    public static IReadOnlyList<Deal> Read(string path, string text)
    {
        try
        {
            var deals = text.TrimStart().StartsWith('[')
                ? JsonSerializer.Deserialize(text, Context.IReadOnlyListDeal)
                : JsonSerializer.Deserialize(text, Context.DealFile)?.Deals;
            if (deals is null || deals.Any(deal => deal is null)) throw DealFileFault.Of(path, "it lists no deals, or null for one", "See samples/deals.json for the form.");
            if (deals.GroupBy(deal => deal.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw DealFileFault.Of(path, $"deal '{twice.Key}' stands in it twice", "Keep one of them.");
            // The generated reader sets what the file leaves out to null, over the record's own defaults.
            return [.. deals.Select(deal => deal with { Contacts = deal.Contacts ?? [] })];
        }
        catch (JsonException fault)
        {
            // System.Text.Json counts lines and bytes from 0.
            var place = fault.LineNumber is { } line ? $"line {line + 1}, column {fault.BytePositionInLine + 1}" : "an unknown place";
            var at = fault.Path is { Length: > 1 } field ? $" ({field})" : "";
            throw DealFileFault.Of(path, $"{place}{at}: not the JSON of a deal", $"{Reason(fault)} See samples/deals.json for the form.", fault);
        }
    }

    /// <summary>The parser's own words without the place, which has been given.</summary>
    private static string Reason(JsonException fault)
    {
        var end = fault.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end < 0) end = fault.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return end < 0 ? fault.Message : fault.Message[..end];
    }
}

/// <summary>The root of a file of deals.</summary>
internal sealed record DealFile
{
    public required IReadOnlyList<Deal> Deals { get; init; }
}

[JsonSerializable(typeof(DealFile))]
[JsonSerializable(typeof(IReadOnlyList<Deal>))]
internal sealed partial class DealFileJsonContext : JsonSerializerContext;
