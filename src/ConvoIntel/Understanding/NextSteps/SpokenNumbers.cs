using System.Globalization;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>Numbers as recognisers write them: "fourteenth", "twenty-third", "10th", "a couple".</summary>
internal static class SpokenNumbers
{
    private const string Units = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";

    private static readonly Dictionary<string, int> Cardinals = Units.Split(' ').Select((word, i) => (word, i + 1)).ToDictionary(p => p.word, p => p.Item2, StringComparer.Ordinal);

    private static readonly Dictionary<string, int> Ordinals = new(StringComparer.Ordinal)
    {
        ["first"] = 1, ["second"] = 2, ["third"] = 3, ["fourth"] = 4, ["fifth"] = 5, ["sixth"] = 6, ["seventh"] = 7, ["eighth"] = 8,
        ["ninth"] = 9, ["tenth"] = 10, ["eleventh"] = 11, ["twelfth"] = 12, ["thirteenth"] = 13, ["fourteenth"] = 14, ["fifteenth"] = 15,
        ["sixteenth"] = 16, ["seventeenth"] = 17, ["eighteenth"] = 18, ["nineteenth"] = 19, ["twentieth"] = 20, ["thirtieth"] = 30,
    };

    static SpokenNumbers()
    {
        foreach (var (word, ten) in new[] { ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("ninety", 90) })
        {
            Cardinals[word] = ten;
            for (var unit = 1; unit <= 9; unit++) Cardinals[$"{word} {Units.Split(' ')[unit - 1]}"] = ten + unit;
        }

        Cardinals["a"] = Cardinals["an"] = 1;
        Cardinals["a couple"] = Cardinals["a couple of"] = Cardinals["couple of"] = 2;
        Cardinals["a few"] = Cardinals["few"] = 3;
        Cardinals["half a dozen"] = 6;
    }

    /// <summary>Expression for a day of the month said as an ordinal.</summary>
    public const string Ordinal = @"(?:\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
        + "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
        + "seventeenth|eighteenth|nineteenth|twentieth|thirtieth)";

    /// <summary>Expression for a small number.</summary>
    public const string Cardinal = @"(?:\d{1,3}|a couple(?: of)?|couple of|a few|half a dozen|(?:twenty|thirty|forty|fifty|sixty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|"
        + "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|an?)";

    /// <summary>1 to 31, or null.</summary>
    public static int? Day(string ordinal)
    {
        var digits = new string([.. ordinal.TakeWhile(char.IsAsciiDigit)]);
        if (digits.Length > 0) return InMonth(int.Parse(digits, CultureInfo.InvariantCulture));
        if (Ordinals.TryGetValue(ordinal, out var day)) return day;
        var parts = ordinal.Split(' ', '-');
        return parts.Length == 2 && Cardinals.TryGetValue(parts[0], out var tens) && Ordinals.TryGetValue(parts[1], out var unit) ? InMonth(tens + unit) : null;
    }

    public static int? Count(string cardinal) =>
        int.TryParse(cardinal, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Cardinals.TryGetValue(cardinal.Replace('-', ' '), out number) ? number : null;

    private static int? InMonth(int day) => day is >= 1 and <= 31 ? day : null;
}
