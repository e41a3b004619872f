using System.Globalization;
using System.Text;

namespace ConvoIntel.Storage.Search;

/// <summary>Turns what a user typed into a query of SQLite's FTS5, whose own syntax (<c>NEAR</c>, <c>*</c>, <c>col:</c>) is not offered.</summary>
internal static class FullTextQuery
{
    /// <summary>A query that all words must satisfy, each quoted so that no character of it is an operator; null where there is no word.</summary>
    public static string? AllWords(string text)
    {
        var words = text
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(Clean)
            .Where(word => word.EnumerateRunes().Any(IsIndexed))
            .Select(word => $"\"{word}\"");
        var query = string.Join(' ', words);
        return query.Length == 0 ? null : query;
    }

    /// <summary>Without quotation marks, which would end the quoting, and NUL, which would end the query.</summary>
    private static string Clean(string word) =>
        word.Replace('"', ' ').Replace('\0', ' ').Trim();

    /// <summary>True for what the unicode61 tokenizer makes words of; a word without any would match nothing.</summary>
    private static bool IsIndexed(Rune rune) => Rune.IsLetter(rune) || Rune.IsNumber(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;
}
