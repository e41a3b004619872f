using System.Text.RegularExpressions;
using static ConvoIntel.Understanding.NextSteps.CalendarMath;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>
/// The ways people name a day that the date recogniser does not read, or reads otherwise than meant here. Tried in order; each takes
/// the words it matches. Conventions: a week is due on its Friday, a month, quarter or year on its last day, a weekend on its Sunday;
/// "next Tuesday" is that of the next calendar week, "Tuesday" the coming one, never the day of the call; the beginning of a week is its
/// Monday and the middle its Wednesday; the beginning of a month is its first working day and the middle its fifteenth.
/// </summary>
internal static partial class DatePhrases
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Weekday = @"(?:mon|tues|wednes|thurs|fri|satur|sun)day";
    private const string Month = @"(?:january|february|march|april|may|june|july|august|september|october|november|december)";
    private const string Holiday = @"(?:easter(?: sunday| monday)?|good friday|christmas(?: day| eve)?|boxing day|new year(?:'?s)?(?: day| eve)?|thanksgiving|labou?r day|memorial day|"
        + @"presidents'?'?s? day|columbus day|veterans'? day|independence day|the fourth of july|mlk day|halloween|anzac day|australia day|canada day)\b";

    public delegate DateOnly? Reading(Match match, DateOnly start);

    /// <summary>Expression, what it means, and how precise it is.</summary>
    public static IReadOnlyList<(Regex Pattern, Reading Read, DatePrecision Precision)> All { get; } =
    [
        Rule(@"(?<day>" + Weekday + @"),?(?: on)? the (?<ord>" + SpokenNumbers.Ordinal + @")(?:,? of (?<month>" + Month + @"))?", (m, s) => NamedDay(m, s), DatePrecision.Day),
        Rule(@"(?:the )?week after next|in two weeks'? time week", (_, s) => InWeek(s, 2, DayOfWeek.Friday), DatePrecision.Period,
            before: @"(?:(?<day>" + Weekday + @")(?: of)?(?: the)? )?", read: (m, s) => InWeek(s, 2, DayOf(m) ?? DayOfWeek.Friday)),
        Rule(@"(?:a|one) week (?:from|on|after) (?:next |this )?(?<day>" + Weekday + @")|(?<day>" + Weekday + @") week\b|week (?<day>" + Weekday + @")",
            (m, s) => Coming(s, DayOf(m)!.Value).AddDays(7), DatePrecision.Day),
        Rule(@"(?:a|one) week (?:from )?(?<rel>today|tomorrow|now)", (m, s) => s.AddDays(m.Groups["rel"].Value.Equals("tomorrow", StringComparison.OrdinalIgnoreCase) ? 8 : 7), DatePrecision.Day),
        Rule(@"(?:the )?same (?:time|day|hour) next week", (_, s) => s.AddDays(7), DatePrecision.Day),
        Rule(@"(?:the )?same time (?:tomorrow)", (_, s) => s.AddDays(1), DatePrecision.Day),
        Rule(@"(?:the )?week (?:of|beginning|commencing|starting)(?: the| monday)?(?: the)? (?<ord>" + SpokenNumbers.Ordinal + @"|\d{1,2})(?:,? of (?<month>" + Month + @")|,? (?<month>" + Month + @"))?|(?:the )?week (?:of|beginning|commencing|starting) (?<month>" + Month + @") (?:the )?(?<ord>" + SpokenNumbers.Ordinal + @"|\d{1,2})",
            (m, s) => NamedDay(m, s) is { } day ? InWeek(day, 0, DayOfWeek.Friday) : null, DatePrecision.Period),
        Rule(@"(?:a|one) (?<unit>month|quarter|year) from (?:today|now)", (m, s) => Ahead(s, 1, Group(m, "unit")), DatePrecision.Day),
        Rule(@"in the new year", (_, _) => null, DatePrecision.Period),
        Rule(@"(?:by |at |before )?(?:the )?(?:end of )?(?:q(?<q>[1-4])|(?:the )?(?<nth>first|second|third|fourth) quarter)\b", (m, s) => QuarterEnd(m, s), DatePrecision.Period),
        Rule(@"(?:two|2) weeks (?:from|on|after) (?<day>" + Weekday + @")", (m, s) => Coming(s, DayOf(m)!.Value).AddDays(14), DatePrecision.Day),
        Rule(@"(?<day>" + Weekday + @")(?: \w+)?,? (?:of |in )?next week|next week,?(?: on|,? maybe|,? say)? (?<day>" + Weekday + @")", (m, s) => InWeek(s, 1, DayOf(m)!.Value), DatePrecision.Day),
        Rule(@"(?:the )?(?<day>" + Weekday + @") after next", (m, s) => InWeek(s, 2, DayOf(m)!.Value), DatePrecision.Day),
        Rule(@"(?:the )?(?<day>" + Weekday + @") (?<side>after|before) (?<holiday>" + Holiday + @")", (m, s) => Around(m, s), DatePrecision.Day),
        Rule(@"the day (?<side>after|before) (?<holiday>" + Holiday + @")", (m, s) => HolidayOn(m, s)?.AddDays(Group(m, "side") == "after" ? 1 : -1), DatePrecision.Day),
        Rule(@"the day (?:after|before)(?! tomorrow)", (_, _) => null, DatePrecision.Hour),
        Rule(@"(?:after|around|over) (?:the )?(?:" + Holiday + @"|holidays?|break|summer|winter|spring)", (_, _) => null, DatePrecision.Period),
        Rule(@"before (?<holiday>" + Holiday + @")", (m, s) => HolidayOn(m, s)?.AddDays(-1), DatePrecision.Period),
        Rule(@"(?:by |on )?(?<holiday>" + Holiday + @")", (m, s) => HolidayOn(m, s), DatePrecision.Day),
        Rule(@"next (?<day>" + Weekday + @")|(?<day>" + Weekday + @") next(?! \w+ (?:day|week))", (m, s) => InWeek(s, 1, DayOf(m)!.Value), DatePrecision.Weekday),
        Rule(@"this (?:coming |very )?(?<day>" + Weekday + @")", (m, s) => s.DayOfWeek == DayOf(m) ? s : Coming(s, DayOf(m)!.Value), DatePrecision.Weekday),
        Rule(@"(?:the )?(?<part>beginning|start|early|first (?:thing|half|part)|middle|mid|end|back end|tail end|close|latter part|later|late|last day|back half)(?: of|-| in|)? (?<which>this|the|next|that)?(?: coming| current|) ?(?<unit>week|month|quarter|year)\b",
            (m, s) => PartOf(m, s), DatePrecision.Period),
        Rule(@"(?:the )?(?<nth>first|second|third|fourth|last|1st|2nd|3rd) (?<unit>week|" + Weekday + @") (?:of|in) (?<month>" + Month + @"|next month|the month|the new year)", (m, s) => NthOf(m, s), DatePrecision.Day),
        Rule(@"(?:the )?(?<part>beginning|start|early|first half|middle|mid|end|late|later|back end)(?: of| in|-|) ?(?<month>" + Month + @")(?! (?:the )?" + SpokenNumbers.Ordinal + @"|\s\d)", (m, s) => PartOfMonth(m, s), DatePrecision.Period),
        Rule(@"(?:the )?day after tomorrow", (_, s) => s.AddDays(2), DatePrecision.Day),
        Rule(@"tomorrow(?:,? (?:week))", (_, s) => s.AddDays(8), DatePrecision.Day),
        // "At nine in the morning" gives the hour of a day named elsewhere.
        Rule(@"tomorrow|first thing in the morning|(?<!\b(?:at|by|from|around|about) \S+ |(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|thirty|\d|clock),? |day )in the morning(?! of)", (_, s) => s.AddDays(1), DatePrecision.Day),
        Rule(@"(?:the )?same day", (_, _) => null, DatePrecision.Hour),
        Rule(@"(?:today|tonight|this (?:very )?(?:morning|afternoon|arvo|evening|lunchtime)|later (?:on )?today|same-day)", (_, s) => s, DatePrecision.Day),
        Rule(@"(?:with)?in (?:the )?(?:next )?(?<n>" + SpokenNumbers.Cardinal + @") (?:business|working) days?|(?<n>" + SpokenNumbers.Cardinal + @") (?:business|working) days(?: from (?:now|today))?",
            (m, s) => Count(m) is { } n ? AddWorkingDays(s, n) : null, DatePrecision.Day),
        Rule(@"(?:with)?in (?:the |about |around |like |roughly )*(?:next |coming )?(?<n>" + SpokenNumbers.Cardinal + @") (?:hours?|minutes?|mins?)\b|(?:with)?in (?:the|half an|the next|the next half) hour|(?:with)?in half an hour",
            (m, s) => Count(m) is { } n && Regex.IsMatch(m.Value, "hour", Options) && n >= 24 ? s.AddDays(n / 24) : s, DatePrecision.Day),
        Rule(@"(?:(?:with)?in (?:the |about |around |like |roughly )*(?:next |coming )?)(?<n>" + SpokenNumbers.Cardinal + @")(?: of)?(?: full)? (?<unit>day|week|fortnight|month|quarter|year)s?'?(?: time)?\b|(?<n>" + SpokenNumbers.Cardinal + @") (?<unit>day|week|fortnight|month)s? (?:from (?:now|today|tomorrow)|out|hence|tops|max)\b|(?:with)?in (?:the next )?(?<unit>fortnight|week)\b",
            (m, s) => Ahead(s, Count(m) ?? 1, Group(m, "unit")), DatePrecision.Day),
        Rule(@"(?:this|the|over the|at the|by the) weekend|this (?:coming )?weekend", (_, s) => InWeek(s, 0, DayOfWeek.Sunday), DatePrecision.Period),
        Rule(@"next weekend", (_, s) => InWeek(s, 1, DayOfWeek.Sunday), DatePrecision.Period),
        Rule(@"(?:sometime |some time |any time |anytime |later )?(?<which>this|next|the following) (?<unit>week|month|quarter|year)\b", (m, s) => EndOf(s, Group(m, "unit"), Group(m, "which") == "this" ? 0 : 1), DatePrecision.Period),
        Rule(@"(?:by |before )?(?:(?:the )?(?:end of (?:the |my |your |our |business )?(?:day|play|business|shift|today)|close of (?:business|play|day))|eod|cob|eob)\b", (_, s) => s, DatePrecision.Hour),
        Rule(@"(?:right|straight|directly|immediately|just|as soon as|once|when)? ?(?:after (?:this|the|our) call|after we hang up|we(?:'ve)? (?:hang|hung|get|finish) (?:up|off)|off (?:this|the) (?:call|phone))|(?:right|straight) (?:away|after this|now)|immediately", (_, s) => s, DatePrecision.Hour),
        Rule(@"(?<day>" + Weekday + @")s?\b(?<!days)", (m, s) => Coming(s, DayOf(m)!.Value), DatePrecision.Weekday),
        Rule(@"(?:by|before|at|around|until) (?:noon|midday|lunch(?:time)?|midnight|tea ?time|(?:half |quarter )?(?:past |to )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}(?:[:.]\d\d)?)(?: ?(?:o'?clock|[ap]\.?m\.?|thirty|fifteen|forty[ -]five))?)(?= ?(?:$|[.,;?!]|and |so |at the latest|today|your time|my time|our time|if|when|from|then|for you))", (_, s) => s, DatePrecision.Hour),
    ];

    private static (Regex, Reading, DatePrecision) Rule(string pattern, Reading read, DatePrecision precision) =>
        (new Regex(@"\b(?:" + pattern + ")", Options, TimeSpan.FromSeconds(1)), read, precision);

    private static (Regex, Reading, DatePrecision) Rule(string pattern, Reading fallback, DatePrecision precision, string before, Reading read) =>
        (new Regex(@"\b(?:" + before + "(?:" + pattern + "))", Options, TimeSpan.FromSeconds(1)), (m, s) => read(m, s) ?? fallback(m, s), precision);

    private static string Group(Match match, string name) => match.Groups[name].Value.ToLowerInvariant();

    private static int? Count(Match match) => match.Groups["n"].Success ? SpokenNumbers.Count(Group(match, "n")) : null;

    private static DayOfWeek? DayOf(Match match) =>
        match.Groups["day"].Success ? Enum.Parse<DayOfWeek>(match.Groups["day"].Value, ignoreCase: true) : null;

    private static int MonthOf(string name) => Array.FindIndex(System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.MonthNames,
        month => month.Equals(name, StringComparison.OrdinalIgnoreCase)) + 1;

    /// <summary>"Monday the twenty-third": where day and weekday disagree, the day of the month counts.</summary>
    private static DateOnly? NamedDay(Match match, DateOnly start)
    {
        if (SpokenNumbers.Day(Group(match, "ord")) is not { } day) return null;
        if (match.Groups["month"].Success) return ComingDate(start, MonthOf(Group(match, "month")), day);
        var close = ComingDayOfMonth(start, day, DayOf(match));
        return close is { } date && date <= start.AddMonths(4) ? date : ComingDayOfMonth(start, day);
    }

    private static DateOnly EndOf(DateOnly start, string unit, int ahead) => unit switch
    {
        "week" => InWeek(start, ahead, DayOfWeek.Friday),
        "month" => EndOfMonth(start.AddMonths(ahead).Year, start.AddMonths(ahead).Month),
        "quarter" => EndOfQuarter(start, ahead),
        _ => new DateOnly(start.Year + ahead, 12, 31),
    };

    private static DateOnly? PartOf(Match match, DateOnly start)
    {
        var unit = Group(match, "unit");
        var ahead = Group(match, "which") == "next" ? 1 : 0;
        var end = EndOf(start, unit, ahead);
        var part = Group(match, "part");
        if (IsBeginning(part))
        {
            return unit switch
            {
                "week" => InWeek(start, ahead, DayOfWeek.Monday),
                "month" => AddWorkingDays(new DateOnly(end.Year, end.Month, 1).AddDays(-1), 1),
                "quarter" => AddWorkingDays(end.AddDays(1).AddMonths(-3).AddDays(-1), 1),
                _ => AddWorkingDays(new DateOnly(end.Year, 1, 1), 1),
            };
        }

        if (part is not ("middle" or "mid")) return end;
        return unit switch { "week" => InWeek(start, ahead, DayOfWeek.Wednesday), "month" => new DateOnly(end.Year, end.Month, 15), _ => null };
    }

    private static bool IsBeginning(string part) => part is "beginning" or "start" or "early" || part.StartsWith("first", StringComparison.Ordinal);

    private static DateOnly? PartOfMonth(Match match, DateOnly start)
    {
        var month = MonthOf(Group(match, "month"));
        var year = month < start.Month ? start.Year + 1 : start.Year;
        var part = Group(match, "part");
        if (IsBeginning(part)) return AddWorkingDays(new DateOnly(year, month, 1).AddDays(-1), 1);
        return part is "middle" or "mid" ? new DateOnly(year, month, 15) : EndOfMonth(year, month);
    }

    /// <summary>"The first week of July" is due on its Friday; "the first Monday of June" is that day.</summary>
    private static DateOnly? NthOf(Match match, DateOnly start)
    {
        var named = Group(match, "month");
        var month = named switch { "next month" => start.AddMonths(1).Month, "the month" => start.Month, "the new year" => 1, _ => MonthOf(named) };
        var year = month < start.Month || named == "the new year" ? start.Year + 1 : start.Year;
        var unit = Group(match, "unit");
        var weekday = unit == "week" ? DayOfWeek.Friday : Enum.Parse<DayOfWeek>(unit, ignoreCase: true);
        var n = Group(match, "nth") switch { "first" or "1st" => 1, "second" or "2nd" => 2, "third" or "3rd" => 3, "fourth" => 4, _ => 0 };
        if (n == 0) return Coming(EndOfMonth(year, month).AddDays(-7), weekday);
        return Coming(new DateOnly(year, month, 1).AddDays(-1), weekday).AddDays(7 * (n - 1));
    }

    /// <summary>The last day of the coming quarter of that number; quarters are those of the calendar year.</summary>
    private static DateOnly QuarterEnd(Match match, DateOnly start)
    {
        var number = match.Groups["q"].Success ? int.Parse(Group(match, "q"), System.Globalization.CultureInfo.InvariantCulture)
            : Array.IndexOf(["first", "second", "third", "fourth"], Group(match, "nth")) + 1;
        var end = EndOfMonth(start.Year, number * 3);
        return end >= start ? end : EndOfMonth(start.Year + 1, number * 3);
    }

    private static DateOnly? Ahead(DateOnly start, int count, string unit) => unit switch
    {
        "day" => start.AddDays(count),
        "week" => start.AddDays(7 * count),
        "fortnight" => start.AddDays(14 * count),
        "month" => start.AddMonths(count),
        "quarter" => start.AddMonths(3 * count),
        "year" => start.AddYears(count),
        _ => null,
    };

    private static DateOnly? Around(Match match, DateOnly start)
    {
        if (HolidayOn(match, start) is not { } holiday) return null;
        var weekday = DayOf(match)!.Value;
        return Group(match, "side") == "after" ? Coming(holiday, weekday) : Coming(holiday.AddDays(-8), weekday);
    }

    /// <summary>The coming one; holidays without a fixed rule here are null.</summary>
    private static DateOnly? HolidayOn(Match match, DateOnly start)
    {
        var name = Group(match, "holiday").Replace("'", "", StringComparison.Ordinal);
        for (var year = start.Year; year <= start.Year + 1; year++)
        {
            if (Holidays.Date(name, year) is { } date && date >= start) return date;
        }

        return null;
    }
}
