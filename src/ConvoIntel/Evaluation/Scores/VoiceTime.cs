using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation.Scores;

/// <summary>Found speech against true speech, in seconds: frame counts with frames as short as one likes.</summary>
/// <param name="Found">Speech that was found.</param>
/// <param name="Missed">Speech that was not.</param>
/// <param name="FalseAlarm">Silence that was taken for speech.</param>
/// <param name="Silence">Silence that was found to be such.</param>
internal readonly record struct VoiceTime(double Found, double Missed, double FalseAlarm, double Silence)
{
    public static VoiceTime operator +(VoiceTime a, VoiceTime b) =>
        new(a.Found + b.Found, a.Missed + b.Missed, a.FalseAlarm + b.FalseAlarm, a.Silence + b.Silence);

    /// <param name="reference">True speech of anyone.</param>
    /// <param name="hypothesis">Found speech in any channel.</param>
    /// <param name="scored">The time that counts, usually the whole recording.</param>
    public static VoiceTime Of(IEnumerable<Interval> reference, IEnumerable<Interval> hypothesis, IReadOnlyList<Interval> scored)
    {
        var time = Interval.Union(scored);
        var (said, heard) = (Within(reference, time), Within(hypothesis, time));
        var found = Interval.Overlap(said, heard);
        var (spoken, alarm) = (Intervals.Seconds(said), Intervals.Seconds(heard) - found);
        return new(found, spoken - found, alarm, Intervals.Seconds(time) - spoken - alarm);
    }

    private static IReadOnlyList<Interval> Within(IEnumerable<Interval> speech, IReadOnlyList<Interval> time)
    {
        var all = Interval.Union(speech);
        return Intervals.Subtract(all, Intervals.Subtract(all, time));
    }
}
