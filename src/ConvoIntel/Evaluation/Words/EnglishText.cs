using System.Globalization;
using System.Text;

namespace ConvoIntel.Evaluation.Words;

/// <summary>
/// Brings two spellings of the same spoken words to one form before they are compared, by the rules that Whisper's figures are measured
/// with ("Robust Speech Recognition via Large-Scale Weak Supervision", appendix C). <c>Evaluation/README.md</c> lists where ours differ.
/// </summary>
internal static class EnglishText
{
    private const string Kept = ".%$¢€£'";

    /// <summary>The words that count, normalised.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        // 1. Remarks in brackets, case, punctuation and accents go.
        var plain = Plain(WithoutRemarks(text.ToLowerInvariant()));
        // 2. Contractions, titles and fillers.
        var words = Contractions.Expand(plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        // 3. Numbers and money, spelled out or not, become figures.
        var figures = Currency.Join(SpokenFigures.Write(FigureTokens.Prepare(words)));
        // 4. British spelling becomes American.
        return [.. figures.Select(Spellings.American)];
    }

    /// <summary>Drops <c>[…]</c>, <c>&lt;…&gt;</c> and <c>(…)</c>: what an annotator said, not the speaker. A bracket that is not closed stays.</summary>
    private static string WithoutRemarks(string text)
    {
        if (text.AsSpan().IndexOfAny('[', '<', '(') < 0) return text;
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] switch
            {
                '[' or '<' => text.AsSpan(at).IndexOfAny(']', '>'),
                '(' => text.AsSpan(at).IndexOf(')'),
                _ => -1,
            };
            if (end < 0) kept.Append(text[at]);
            else at += end;
        }

        return kept.ToString();
    }

    /// <summary>Letters, digits, apostrophes inside words and the signs of figures; all other signs are blanks, accents are dropped.</summary>
    private static string Plain(string text)
    {
        var source = text.Normalize(NormalizationForm.FormKD);
        var plain = new StringBuilder(source.Length);
        for (var at = 0; at < source.Length; at++)
        {
            var c = source[at] is '’' or '‘' or 'ʼ' ? '\'' : source[at];
            var (before, after) = (at > 0 ? source[at - 1] : ' ', at + 1 < source.Length ? source[at + 1] : ' ');
            if (c is ',' && char.IsDigit(before) && char.IsDigit(after)) continue;
            if (c is '.' && !char.IsDigit(after)) plain.Append(' ');
            else if (c is '\'') Apostrophe(plain, after);
            else if (Kept.Contains(c, StringComparison.Ordinal)) plain.Append(c);
            else if (Letters.TryGetValue(c, out var letters)) plain.Append(letters);
            else plain.Append(Sign(c));
        }

        return plain.Replace("\0", "").ToString();
    }

    /// <summary>"it 's" is one word.</summary>
    private static void Apostrophe(StringBuilder plain, char after)
    {
        if (!char.IsLetter(after)) plain.Append(' ');
        else plain.Length = Trimmed(plain);
        if (plain.Length > 0 && char.IsLetter(after)) plain.Append('\'');
    }

    private static int Trimmed(StringBuilder text)
    {
        var length = text.Length;
        while (length > 0 && text[length - 1] == ' ') length--;
        return length;
    }

    private static char Sign(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.NonSpacingMark => '\0',
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => ' ',
        _ when char.IsPunctuation(c) || char.IsSymbol(c) || char.IsWhiteSpace(c) || char.IsControl(c) => ' ',
        _ => c,
    };

    /// <summary>Letters that no decomposition takes apart.</summary>
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['œ'] = "oe", ['æ'] = "ae", ['ø'] = "o", ['ß'] = "ss", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ł'] = "l", ['ı'] = "i",
    };
}
