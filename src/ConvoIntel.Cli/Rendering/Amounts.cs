using System.Globalization;

namespace ConvoIntel.Cli.Rendering;

internal static class Amounts
{
    /// <summary>For example <c>48,000 USD</c>; empty where there is no amount.</summary>
    public static string Text(decimal? amount, string? currency) =>
        amount is { } value ? $"{value.ToString("#,0.##", CultureInfo.InvariantCulture)} {currency}".TrimEnd() : "";
}
