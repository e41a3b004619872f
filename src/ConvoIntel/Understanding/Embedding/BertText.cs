using System.Globalization;
using System.Text;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>
/// Cuts text into words as BERT's own tokenizer does before word pieces: control characters dropped, accents off and lower case where the model
/// is uncased, every punctuation mark and ideograph a word of its own. The library's BertTokenizer keeps "$12" and "x=y" in one piece, joins
/// words across a tab and drops symbols, which models trained with the original do not expect; golden files hold this class to Python.
/// </summary>
internal static class BertText
{
    /// <summary>The words, with single spaces between them.</summary>
    public static string Words(string text, bool lowerCase)
    {
        if (lowerCase) text = text.Normalize(NormalizationForm.FormD);
        var words = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\t' or '\n' or '\r') words.Append(' ');
            else if (rune == Rune.ReplacementChar || IsOther(category) || (lowerCase && category == UnicodeCategory.NonSpacingMark)) continue;
            else if (Rune.IsWhiteSpace(rune)) words.Append(' ');
            else if (StandsAlone(rune, category)) words.Append(' ').Append(rune).Append(' ');
            else words.Append(lowerCase ? Rune.ToLowerInvariant(rune) : rune);
        }

        return string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsOther(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    /// <summary>BERT counts all ASCII signs as punctuation, also those that Unicode calls symbols ($, +, =).</summary>
    private static bool StandsAlone(Rune rune, UnicodeCategory category) =>
        (rune.IsAscii && !Rune.IsLetterOrDigit(rune))
        || category is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
            or UnicodeCategory.OtherPunctuation
        || rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x2FA1F);
}
