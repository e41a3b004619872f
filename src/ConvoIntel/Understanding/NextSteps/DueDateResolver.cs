using System.Text.RegularExpressions;
using Microsoft.Recognizers.Text;
using Microsoft.Recognizers.Text.DateTime;
using static ConvoIntel.Understanding.NextSteps.CalendarMath;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>
/// Reads when something is due, against the call's start in the call's time zone. Everyday phrases by <see cref="DatePhrases"/>, days of the
/// calendar by Microsoft.Recognizers.Text. Of several dates the one with "by" counts, else the last; what is past, turned down
/// ("Tuesday is no good") or the date of something else (a launch, a contract's end) does not.
/// </summary>
internal sealed partial class DueDateResolver
{
    // Building a recogniser takes seconds; each is built when a day of the calendar is first named, and kept.
    private static readonly Lazy<DateTimeModel> MonthFirst = new(() => new DateTimeRecognizer(Culture.English).GetDateTimeModel());
    private static readonly Lazy<DateTimeModel> DayFirst = new(() => new DateTimeRecognizer(Culture.EnglishOthers).GetDateTimeModel());

    private readonly DateOnly start;
    private readonly Lazy<DateTimeModel> calendar;

    /// <param name="start">The call's start in its own zone.</param>
    /// <param name="locale">BCP 47: in en-US, en-PH and plain en 3/4 is the fourth of March, elsewhere the third of April.</param>
    public DueDateResolver(DateTimeOffset start, string locale)
    {
        this.start = DateOnly.FromDateTime(start.DateTime);
        calendar = locale.ToUpperInvariant() is "EN" or "EN-US" or "EN-PH" ? MonthFirst : DayFirst;
    }

    /// <summary>Null where no date is named.</summary>
    public DueDate? Resolve(string text)
    {
        var plain = Clean(text);
        List<Candidate> found = [];
        var rest = TakePhrases(plain, found);
        rest = TakeDaysOfMonth(rest, found, explicitMonth: HasMonth().IsMatch(rest) || Numeric().IsMatch(rest));
        return Choose(plain, found);
    }

    private static string Clean(string text) =>
        Fillers().Replace(text.Replace('’', '\'').ToLowerInvariant(), "");

    /// <summary>Takes the everyday phrases out of the text, so that no word is read twice.</summary>
    private string TakePhrases(string text, List<Candidate> found)
    {
        var rest = text.ToCharArray();
        // Calendar days first where a month is named with a day: "Friday the fourteenth of March" is one date.
        foreach (var (pattern, read, precision) in DatePhrases.All)
        {
            foreach (Match match in pattern.Matches(new string(rest)))
            {
                // A read phrase leaves '#'; the rest of a phrase that has lost words is not one.
                found.Add(new Candidate(match.Index, match.Length, read(match, start), match.Value.Trim(), precision));
                Array.Fill(rest, '#', match.Index, match.Length);
            }
        }

        return new string(rest);
    }

    private string TakeDaysOfMonth(string text, List<Candidate> found, bool explicitMonth)
    {
        var rest = text.ToCharArray();
        if (explicitMonth)
        {
            foreach (var result in calendar.Value.Parse(text, start.ToDateTime(TimeOnly.MinValue)))
            {
                if (ReadCalendar(result) is not { } date) continue;
                // "The April result" is no date; "in April" is.
                if (MonthAlone().IsMatch(result.Text) && !LeadsToMonth().IsMatch(text[..result.Start])) continue;
                var precision = result.TypeName.EndsWith("range", StringComparison.Ordinal) ? DatePrecision.Period : DatePrecision.Day;
                found.Add(new Candidate(result.Start, result.Text.Length, date, result.Text, precision));
                Array.Fill(rest, '#', result.Start, Math.Min(result.Text.Length, rest.Length - result.Start));
            }
        }

        foreach (Match match in BareDay().Matches(new string(rest)))
        {
            if (SpokenNumbers.Day(match.Groups["ord"].Value) is not { } day) continue;
            found.Add(new Candidate(match.Index, match.Length, ComingDayOfMonth(start, day), match.Value, DatePrecision.Day));
        }

        return new string(rest);
    }

    /// <summary>The coming date of what the recogniser read; the last day of a month or range.</summary>
    private DateOnly? ReadCalendar(ModelResult result)
    {
        if (result.Resolution is null || !result.Resolution.TryGetValue("values", out var raw) || raw is not List<Dictionary<string, string>> values) return null;
        if (result.TypeName is "datetimeV2.time" or "datetimeV2.timerange" or "datetimeV2.duration" or "datetimeV2.set") return null;
        foreach (var value in values)
        {
            if (value.TryGetValue("value", out var day) && DateOnly.TryParse(day.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out var date) && date >= start)
                return date;
            // "July second, afternoon" is a range of hours in one day.
            if (result.TypeName == "datetimeV2.datetimerange" && value.TryGetValue("start", out var from)
                && DateOnly.TryParse(from.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out date))
            {
                if (date >= start) return date;
                continue;
            }

            if (value.TryGetValue("end", out var end) && DateOnly.TryParse(end.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out var last) && last > start)
            {
                // A point in time with "by" keeps its day; a month's end is the day before the next month begins. "By June" is its first day.
                var point = value.GetValueOrDefault("sourceEntity") == "datetimepoint" || !value.ContainsKey("start");
                return point ? last : last.AddDays(-1);
            }
        }

        return null;
    }

    private DueDate? Choose(string text, List<Candidate> found)
    {
        var usable = found
            .Where(candidate => candidate.Date is { } date && date >= start)
            .Where(candidate => !Elsewhere(text, candidate))
            .OrderBy(candidate => candidate.At)
            .ToList();
        if (usable.Count == 0) return null;
        // The hour, or "today", gives way to a day that is named as well.
        if (usable.Any(candidate => candidate.Precision != DatePrecision.Hour)) usable.RemoveAll(candidate => candidate.Precision == DatePrecision.Hour);
        var best = usable.LastOrDefault(candidate => Deadline().IsMatch(text[..candidate.At]) || candidate.Words.StartsWith("by ", StringComparison.Ordinal)) ?? usable[^1];
        return new DueDate(best.Date!.Value, best.Words, best.Precision);
    }

    /// <summary>Whether the words around a date say that it is past, turned down, or the date of something else.</summary>
    private static bool Elsewhere(string text, Candidate candidate)
    {
        var before = text[..candidate.At];
        var after = text[Math.Min(text.Length, candidate.At + candidate.Length)..];
        return Past().IsMatch(before) || TurnedDown().IsMatch(after) || TurnedDownBefore().IsMatch(before) || OtherEvent().IsMatch(before) || OtherEventAfter().IsMatch(after);
    }

    [GeneratedRegex(@"\b(?:um+|uh+|er|erm|you know|i mean|like),? ")]
    private static partial Regex Fillers();

    [GeneratedRegex(@"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b")]
    private static partial Regex HasMonth();

    [GeneratedRegex(@"^[a-z]+$")]
    private static partial Regex MonthAlone();

    [GeneratedRegex(@"\b(?:in|by|for|until|till|before|during|of|this|next|end|sometime|start)(?: of| the)? $")]
    private static partial Regex LeadsToMonth();

    [GeneratedRegex(@"\b\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b")]
    private static partial Regex Numeric();

    // "The second" and "the third" are rarely dates in the middle of a sentence ("the second line"), so a date must end there.
    [GeneratedRegex(@"(?:\bthe |^\W*)(?<ord>" + SpokenNumbers.Ordinal + @")(?=\s*(?:$|[.,;:?!]|#+|at|in the|for|if|and|then|or|is|be|too|could|might|works?|would|suits?|it is|with|so|from|around|before|after|morning|afternoon|evening|by|when|to|please|latest|instead|sound|sounds|then|'s|'d)(?:$|[\s.,;?!']))")]
    private static partial Regex BareDay();

    [GeneratedRegex(@"\b(?:by|no later than|at the latest|before)(?: the)? $")]
    private static partial Regex Deadline();

    [GeneratedRegex(@"\b(?:since|last|this past|previous|ended|was|were|had|back in|until now,?)(?: on| the)? $")]
    private static partial Regex Past();

    [GeneratedRegex(@"^,?(?: (?:morning|afternoon|evening|at \w+))?(?:'s| is| isn't| doesn't| does not| won't| will not| i'm| i am| we're| is not| can't)? ?(?:no good|not good|out\b|impossible|too (?:soon|early|late|tight)|doesn't work|does not work|won't work|will not work|work for me\?? no|not going to work|not ideal|full\b|packed|a (?:no|nightmare|write-?off|bank holiday)|booked)")]
    private static partial Regex TurnedDown();

    [GeneratedRegex(@"\b(?:can't do|cannot do|can't make|cannot make|not|away|out|(?<!kick(?:ed|ing)? |take |took |tick(?:ed)? |sign(?:ed)? |get |got |send |sent |drop )off|busy|on leave|on holiday)(?: on| till| until| all| the)*,? $")]
    private static partial Regex TurnedDownBefore();

    [GeneratedRegex(@"\b(?:go(?:ing)? live|live|launch(?:es|ing)?|start(?:s|ed)? trading|expires?|expired|ends?|renews?|renewal(?: is)?|contract (?:is )?up|effective|(?:is|are|'s|'re|gets?|be|comes?) back|budget (?:opens|closes|resets)|(?:board|committee|council) meets|due to (?:open|start))(?: in| on| by| from| at| for)?(?: the)? $")]
    private static partial Regex OtherEvent();

    [GeneratedRegex(@"^(?:'s)? (?:go-?live|launch|renewal|deadline is not|board meeting|agenda|budget|budgets|numbers|figures|invoice|statement|meeting notes)\b")]
    private static partial Regex OtherEventAfter();

    private sealed record Candidate(int At, int Length, DateOnly? Date, string Words, DatePrecision Precision);
}
