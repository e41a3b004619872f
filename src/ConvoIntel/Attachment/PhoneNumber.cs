using System.Text.RegularExpressions;

namespace ConvoIntel.Attachment;

/// <summary>
/// A phone number as far as matching needs it: its digits without formatting, prefixes and extension.
/// Sources write one number in many ways (<c>+44 (0)20 7946 0155</c>, <c>020 7946 0155</c>, <c>00442079460155</c>),
/// and no source says which country a national number is dialled in.
/// </summary>
public sealed partial record PhoneNumber
{
    /// <summary>Fewer digits than this are an internal extension, not a number that names a person.</summary>
    private const int FewestDigits = 7;

    /// <summary>Trailing digits that a national and an international form must share: the shortest common length without trunk prefix.</summary>
    private const int SharedDigits = 9;

    /// <summary>A country code has at most three digits, and Italy keeps its trunk zero behind it.</summary>
    private const int LongestPrefix = 4;

    private PhoneNumber(string digits, bool international)
    {
        Digits = digits;
        International = international;
    }

    /// <summary>Country code and number where <see cref="International"/>, else the number without trunk prefix.</summary>
    public string Digits { get; }

    public bool International { get; }

    /// <summary>The last nine digits: equal for all forms of one number, so that an index can find candidates.</summary>
    public string Key => Digits.Length <= SharedDigits ? Digits : Digits[^SharedDigits..];

    /// <summary>Null where the text holds no phone number.</summary>
    public static PhoneNumber? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var trimmed = Extension().Replace(text.Trim(), "").Replace("(0)", "", StringComparison.Ordinal);
        var digits = string.Concat(trimmed.Where(char.IsAsciiDigit));
        var international = trimmed.Contains('+', StringComparison.Ordinal);
        if (!international && digits.StartsWith("00", StringComparison.Ordinal))
        {
            international = true;
            digits = digits[2..];
        }

        if (!international) digits = digits.TrimStart('0');
        return digits.Length < FewestDigits ? null : new PhoneNumber(digits, international);
    }

    /// <summary>True where both are one number, the country code given or not.</summary>
    public bool IsSameAs(PhoneNumber other)
    {
        if (Digits == other.Digits) return true;
        if (International && other.International) return false;
        var (longer, shorter) = Digits.Length > other.Digits.Length ? (this, other) : (other, this);
        return shorter.Digits.Length >= SharedDigits
            && !shorter.International
            && longer.Digits.Length - shorter.Digits.Length <= LongestPrefix
            && longer.Digits.EndsWith(shorter.Digits, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s*(;\s*ext\s*=|ext\.?|extension|x)\s*\d+\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Extension();
}
