namespace ConvoIntel.Understanding.NextSteps;

/// <summary>How much a phrase says about a date, from least to most: settling a commitment, the more telling phrase wins.</summary>
internal enum DatePrecision
{
    /// <summary>An hour or part of the day only, taken as the day of the call.</summary>
    Hour,

    /// <summary>A week, month, quarter or year, of which the last working day or day is taken.</summary>
    Period,

    /// <summary>A weekday: "Thursday", "next Tuesday".</summary>
    Weekday,

    /// <summary>One day: "tomorrow", "the fourteenth", "in two weeks".</summary>
    Day,
}

/// <summary>The date a commitment is due, and the words it was read from.</summary>
/// <param name="Date">In the call's time zone.</param>
/// <param name="Words">As they were said.</param>
/// <param name="Precision">How much the words say.</param>
internal sealed record DueDate(DateOnly Date, string Words, DatePrecision Precision)
{
    /// <summary>
    /// True where this date, said later, replaces the earlier one: not where it gives but the hour, or names only the weekday of the date
    /// that stands.
    /// </summary>
    public bool MoreTelling(DueDate earlier)
    {
        if (Precision == DatePrecision.Hour) return false;
        return !(Precision == DatePrecision.Weekday && earlier.Precision >= DatePrecision.Weekday && Date.DayOfWeek == earlier.Date.DayOfWeek);
    }
}
