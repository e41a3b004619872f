using static ConvoIntel.Understanding.NextSteps.CalendarMath;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>Public holidays that people date things by, in the United States, Britain, Canada and Australia.</summary>
internal static class Holidays
{
    /// <param name="name">Lower case, without apostrophes.</param>
    /// <param name="year">Calendar year.</param>
    public static DateOnly? Date(string name, int year) => name switch
    {
        "easter" or "easter sunday" => Easter(year),
        "easter monday" => Easter(year).AddDays(1),
        "good friday" => Easter(year).AddDays(-2),
        "christmas" or "christmas day" => new DateOnly(year, 12, 25),
        "christmas eve" => new DateOnly(year, 12, 24),
        "boxing day" => new DateOnly(year, 12, 26),
        "new year" or "new years" or "new years day" or "new year day" => new DateOnly(year, 1, 1),
        "new years eve" or "new year eve" => new DateOnly(year, 12, 31),
        "halloween" => new DateOnly(year, 10, 31),
        "independence day" or "the fourth of july" => new DateOnly(year, 7, 4),
        "canada day" => new DateOnly(year, 7, 1),
        "australia day" => new DateOnly(year, 1, 26),
        "anzac day" => new DateOnly(year, 4, 25),
        "veterans day" or "veteran day" => new DateOnly(year, 11, 11),
        "mlk day" => Nth(year, 1, DayOfWeek.Monday, 3),
        "presidents day" or "president day" => Nth(year, 2, DayOfWeek.Monday, 3),
        "memorial day" => Coming(new DateOnly(year, 5, 24), DayOfWeek.Monday),
        "labor day" or "labour day" => Nth(year, 9, DayOfWeek.Monday, 1),
        "columbus day" => Nth(year, 10, DayOfWeek.Monday, 2),
        "thanksgiving" => Nth(year, 11, DayOfWeek.Thursday, 4),
        _ => null,
    };

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int n) => Coming(new DateOnly(year, month, 1).AddDays(-1), weekday).AddDays(7 * (n - 1));
}
