using System.Globalization;
using ConvoIntel.Conversations;

namespace ConvoIntel.Review;

/// <summary>Metrics as named lines of text; a figure that the call cannot support is left out.</summary>
public static class MetricLines
{
    public static IEnumerable<(string Name, string Value)> Of(ConversationMetrics metrics)
    {
        if (metrics.TalkRatio is { } ratio) yield return ("Talk ratio (rep : customer)", $"{Whole(ratio * 100)} : {Whole(100 - (ratio * 100))}");
        if (metrics.LongestRepMonologue is { } rep) yield return ("Longest monologue", $"{MarkdownReport.Clock(rep.Duration)} at {MarkdownReport.Clock(rep.Start)}");
        if (metrics.LongestCustomerMonologue is { } story) yield return ("Longest customer story", $"{MarkdownReport.Clock(story.Duration)} at {MarkdownReport.Clock(story.Start)}");
        if (metrics.Interactivity is { } switches) yield return ("Interactivity", $"{Whole(switches)} switches an hour");
        if (metrics.Patience is { } patience) yield return ("Patience", $"{One(patience)} s");
        if (metrics.RepInterruptions is { } interruptions) yield return ("Interruptions (rep, customer)", $"{interruptions}, {metrics.CustomerInterruptions}");
        yield return ("Questions (rep, customer)", $"{metrics.RepQuestions}, {metrics.CustomerQuestions}");
        if (metrics.RepWordsPerMinute is { } repSpeed) yield return ("Talking speed, rep", $"{Whole(repSpeed)} words a minute");
        if (metrics.CustomerWordsPerMinute is { } customerSpeed) yield return ("Talking speed, customer", $"{Whole(customerSpeed)} words a minute");
        if (metrics.RepFillersPerHundredWords is { } fillers) yield return ("Filler words, rep", $"{One(fillers)} per 100 words");
        if (metrics.SilenceShare is { } silence) yield return ("Silence", $"{Whole(silence * 100)} %");
        if (metrics.OvertalkShare is { } overtalk) yield return ("Overtalk", $"{One(overtalk * 100)} %");
    }

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string One(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
