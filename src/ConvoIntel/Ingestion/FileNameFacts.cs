using System.Globalization;
using System.Text.RegularExpressions;

namespace ConvoIntel.Ingestion;

/// <summary>What a file's name tells: <c>2026-03-02T14-30_+442071234567_deal-123.wav</c>.</summary>
internal sealed record FileNameFacts
{
    /// <summary>Local time of the call's start; midnight is not assumed where only a date is given.</summary>
    public DateTime? Start { get; init; }

    /// <summary>Name or e-mail address of the rep.</summary>
    public string? Rep { get; init; }

    /// <summary>The customer's number.</summary>
    public string? Phone { get; init; }

    public string? Deal { get; init; }

    /// <param name="pattern">Expression with the groups of <see cref="IngestionOptions.FileNamePattern"/>.</param>
    /// <param name="stem">File name without extension.</param>
    public static FileNameFacts Read(Regex pattern, string stem)
    {
        Match match;
        try
        {
            match = pattern.Match(stem);
        }
        catch (RegexMatchTimeoutException)
        {
            return new FileNameFacts();
        }
        return new FileNameFacts
        {
            Start = ReadStart(Group("date"), Group("time")),
            Rep = Group("rep"),
            Phone = Group("phone"),
            Deal = Group("deal"),
        };

        string? Group(string name) => match.Groups[name] is { Success: true, Value.Length: > 0 } group ? group.Value : null;
    }

    private static DateTime? ReadStart(string? date, string? time)
    {
        if (date is null || time is null)
            return null;
        var digits = string.Concat((date + time).Where(char.IsAsciiDigit));
        string[] formats = ["yyyyMMddHHmmss", "yyyyMMddHHmm"];
        return DateTime.TryParseExact(digits, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) && start.Year is >= 1970 and <= 2200 ? start : null;
    }
}
