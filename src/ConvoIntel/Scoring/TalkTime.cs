namespace ConvoIntel.Scoring;

/// <summary>Who talked how much. Speech is as <see cref="Timeline.Rep"/> says.</summary>
internal static class TalkTime
{
    /// <summary><c>rep ÷ (rep + customer)</c>, over speech only; overlapping speech counts for both. Null without both sides.</summary>
    public static double? Ratio(Timeline timeline)
    {
        if (!timeline.HasBothSides) return null;
        var (rep, customer) = (Seconds(timeline.Rep), Seconds(timeline.Customer));
        return rep / (rep + customer);
    }

    /// <summary><c>rep ÷ duration</c>. Null where no rep is heard.</summary>
    public static double? ShareOfCall(Timeline timeline) =>
        timeline.Rep.Count == 0 ? null : Seconds(timeline.Rep) / timeline.Duration;

    /// <summary><c>(duration − speech of anyone) ÷ duration</c>. Null without length, and where what was said has no times.</summary>
    public static double? SilenceShare(Timeline timeline)
    {
        if (timeline.Duration <= 0 || (timeline.Utterances.Count > 0 && timeline.Anyone.Count == 0)) return null;
        return Math.Clamp(1 - (Seconds(timeline.Anyone) / timeline.Duration), 0, 1);
    }

    /// <summary><c>time in which rep and customer both speak ÷ duration</c>. Null without both sides.</summary>
    public static double? OvertalkShare(Timeline timeline) =>
        timeline.HasBothSides ? Interval.Overlap(timeline.Rep, timeline.Customer) / timeline.Duration : null;

    public static double Seconds(IReadOnlyList<Interval> speech) => speech.Sum(i => i.Length);
}
