using System.Text;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>Damage to text: what stands in it, and how it is written down.</summary>
internal static class TextMutations
{
    /// <summary>What a field may hold that nobody thought of.</summary>
    public static IReadOnlyList<string> Hostile { get; } =
    [
        "", " ", "\0", "a\0b", "\u202Egnp.exe", "\uFEFF", "\uFFFF", "👩‍👩‍👧‍👦", "e\u0301\u0301\u0301", "../../../../etc/passwd", "C:\\Windows\\system32", "'; DROP TABLE conversations; --",
        "<script>alert(1)</script>", "{{7*7}}", "%s%s%n", "$(reboot)", "\r\n\r\n", "\u001b[2J", "[red]markup[/]", "[/]", "=HYPERLINK(\"http://x\")", "NaN", "null", "-1", "1e999",
        "0000-00-00T00:00:00Z", "9999-12-31T23:59:59+14:00", "1970-01-01T00:00:00+14:00", "2026-02-30T10:00:00Z", "2026-03-29T01:30:00", "Mars/Olympus", "Etc/GMT+14", "deal-OPP-1",
        new string('A', 100_000), new string('(', 20_000), string.Concat(Enumerable.Repeat("12 March 2026 at 5 pm ", 400)), string.Concat(Enumerable.Repeat("$ 1,000,000.00 % ", 400)),
    ];

    public static IReadOnlyList<(string Name, Func<string, Random, byte[]> Apply)> Encodings { get; } =
    [
        ("UTF-16", (text, _) => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]),
        ("UTF-16 unmarked", (text, _) => Encoding.BigEndianUnicode.GetBytes(text)),
        ("UTF-32", (text, _) => [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(text)]),
        ("UTF-32 unmarked", (text, _) => Encoding.UTF32.GetBytes(text)),
        ("Latin 1", (text, _) => Encoding.Latin1.GetBytes(text.Replace('e', 'é'))),
        ("two marks", (text, _) => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)]),
        ("odd UTF-16", (text, _) => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)[..^1]]),
        ("broken UTF-8", (text, chance) => Broken(Encoding.UTF8.GetBytes(text), chance)),
        ("zeros", (text, chance) => Zeros(Encoding.UTF8.GetBytes(text), chance)),
    ];

    private static byte[] Broken(byte[] bytes, Random chance)
    {
        for (var n = 0; n < 20; n++) bytes[chance.Next(bytes.Length)] = (byte)chance.Next(0x80, 0x100);
        return bytes;
    }

    private static byte[] Zeros(byte[] bytes, Random chance)
    {
        for (var n = 0; n < 20; n++) bytes[chance.Next(bytes.Length)] = 0;
        return bytes;
    }
}
