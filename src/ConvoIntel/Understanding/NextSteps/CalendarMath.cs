namespace ConvoIntel.Understanding.NextSteps;

/// <summary>Dates that people name, reckoned from a day. Weeks begin on Monday; the working week ends on Friday.</summary>
internal static class CalendarMath
{
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>That weekday of the week so many weeks after the day's own.</summary>
    public static DateOnly InWeek(DateOnly day, int weeks, DayOfWeek weekday) => Monday(day).AddDays((weeks * 7) + (((int)weekday + 6) % 7));

    /// <summary>The next day that is that weekday, never the day itself.</summary>
    public static DateOnly Coming(DateOnly day, DayOfWeek weekday)
    {
        var ahead = ((int)weekday - (int)day.DayOfWeek + 7) % 7;
        return day.AddDays(ahead == 0 ? 7 : ahead);
    }

    public static DateOnly EndOfMonth(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    public static DateOnly EndOfQuarter(DateOnly day, int quartersAhead = 0)
    {
        var last = EndOfMonth(day.Year, (((day.Month - 1) / 3) * 3) + 3);
        var moved = last.AddDays(1).AddMonths(3 * quartersAhead);
        return moved.AddDays(-1);
    }

    public static DateOnly AddWorkingDays(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) count--;
        }

        return day;
    }

    /// <summary>The first such day of the month that is not past: this month's or a later one's, where it has that day.</summary>
    public static DateOnly? ComingDayOfMonth(DateOnly from, int dayOfMonth, DayOfWeek? weekday = null)
    {
        for (var ahead = 0; ahead < 12; ahead++)
        {
            var month = new DateOnly(from.Year, from.Month, 1).AddMonths(ahead);
            if (dayOfMonth > DateTime.DaysInMonth(month.Year, month.Month)) continue;
            var date = new DateOnly(month.Year, month.Month, dayOfMonth);
            if (date >= from && (weekday is null || date.DayOfWeek == weekday)) return date;
        }

        return null;
    }

    /// <summary>This year's, or next year's where this year's is past. Null for the thirtieth of February.</summary>
    public static DateOnly? ComingDate(DateOnly from, int month, int day)
    {
        for (var year = from.Year; year <= from.Year + 4; year++)
        {
            if (month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && new DateOnly(year, month, day) >= from)
                return new DateOnly(year, month, day);
        }

        return null;
    }

    /// <summary>Easter Sunday in the Gregorian calendar (the anonymous algorithm printed by Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = ((19 * a) + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + (2 * e) + (2 * i) - h - k) % 7, m = (a + (11 * h) + (22 * l)) / 451;
        var sum = h + l - (7 * m) + 114;
        return new DateOnly(year, sum / 31, (sum % 31) + 1);
    }
}
