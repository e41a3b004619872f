namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>Subtitles whose times, voices and texts are not what they should be.</summary>
internal static class SubtitleMutations
{
    private static readonly string[] Times =
    [
        "", "00:00", "-1:00.000", "00:00:00", "99:99:99.999", "999999999:00:00.000", "99999999999:00.000", "1e3:00.000", "00:00:01,0,0", "00:00:01.0000000000000000000000001", "0:0:0.0 --> 1",
        "NaN", "00.00.00", "１:００.０００", "604800:00:00.000",
    ];

    public static IReadOnlyList<(string Name, Func<string, Random, string> Apply)> All { get; } =
    [
        ("time", (text, chance) => Line(text, chance, line => line.Contains("-->", StringComparison.Ordinal), line => Time(line, chance))),
        ("arrow", (text, chance) => Line(text, chance, line => line.Contains("-->", StringComparison.Ordinal), line => line.Replace("-->", chance.Next(2) == 0 ? "->" : "--> -->", StringComparison.Ordinal))),
        ("hostile text", (text, chance) => Line(text, chance, IsText, _ => TextMutations.Hostile[chance.Next(TextMutations.Hostile.Count)])),
        ("hostile voice", (text, chance) => Line(text, chance, IsText, _ => $"<v {TextMutations.Hostile[chance.Next(TextMutations.Hostile.Count)]}>and so on")),
        ("markup", (text, chance) => Line(text, chance, IsText, line => new string('<', 1 + chance.Next(2000)) + line + "&#x110000;&#0;&" + new string('{', chance.Next(2000)))),
        ("speakers", (text, chance) => string.Concat(Enumerable.Range(0, 1 + chance.Next(600)).Select(n => $"{Cue(n)}\n<v Speaker {n}>Yes.\n\n").Prepend("WEBVTT\n\n"))),
        ("backwards", (text, _) => "WEBVTT\n\n" + string.Join("\n\n", text.ReplaceLineEndings("\n").Split("\n\n").Skip(1).Reverse())),
        ("one line", (text, _) => text.ReplaceLineEndings(" ")),
        ("no blank lines", (text, _) => text.ReplaceLineEndings("\n").Replace("\n\n", "\n", StringComparison.Ordinal)),
        ("line ends", (text, _) => text.ReplaceLineEndings("\r")),
        ("long cue", (text, chance) => Line(text, chance, IsText, line => string.Concat(Enumerable.Repeat(line + " ", 1 + chance.Next(100))))),
        ("heading only", (_, chance) => "WEBVTT" + new string('\n', chance.Next(1000))),
    ];

    private static bool IsText(string line) => line.Length > 12 && !line.Contains("-->", StringComparison.Ordinal);

    private static string Cue(int n) => $"{n / 3600:00}:{n / 60 % 60:00}:{n % 60:00}.000 --> {n / 3600:00}:{n / 60 % 60:00}:{n % 60:00}.500";

    private static string Time(string line, Random chance)
    {
        var sides = line.Split(" --> ");
        sides[chance.Next(sides.Length)] = Times[chance.Next(Times.Length)];
        return string.Join(" --> ", sides);
    }

    private static string Line(string text, Random chance, Func<string, bool> which, Func<string, string> change)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var candidates = Enumerable.Range(0, lines.Length).Where(n => which(lines[n])).ToArray();
        for (var n = 0; n < 1 + chance.Next(3) && candidates.Length > 0; n++)
        {
            var at = candidates[chance.Next(candidates.Length)];
            lines[at] = change(lines[at]);
        }
        return string.Join('\n', lines);
    }
}
