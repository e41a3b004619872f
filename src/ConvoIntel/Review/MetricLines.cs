using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Scoring;

namespace ConvoIntel.Review;

/// <summary>A metric as people read it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">Value with its unit.</param>
/// <param name="Range">What has been published of good values, or null.</param>
/// <param name="Standing">Where the value lies to that range.</param>
public sealed record MetricLine(string Name, string Value, MetricRange? Range, MetricStanding Standing);

/// <summary>Metrics as lines of text; a figure that the call cannot support is left out.</summary>
public static class MetricLines
{
    public static IEnumerable<MetricLine> Of(ConversationMetrics metrics)
    {
        if (metrics.TalkRatio is { } ratio)
            yield return Ranged("Talk ratio (rep : customer)", $"{Whole(ratio * 100)} : {Whole(100 - Math.Round(ratio * 100, MidpointRounding.ToEven))}", "talkRatio", ratio);
        if (metrics.LongestRepMonologue is { } rep)
            yield return Ranged("Longest monologue", $"{Clock.Text(rep.Duration)} at {Clock.Text(rep.Start)}", "longestRepMonologue", rep.Duration);
        if (metrics.LongestCustomerMonologue is { } story)
            yield return Ranged("Longest customer story", $"{Clock.Text(story.Duration)} at {Clock.Text(story.Start)}", "longestCustomerMonologue", story.Duration);
        if (metrics.Interactivity is { } switches) yield return Ranged("Interactivity", $"{Whole(switches)} switches an hour", "interactivity", switches);
        if (metrics.Patience is { } patience) yield return Ranged("Patience", $"{One(patience)} s", "patience", patience);
        if (metrics.RepInterruptions is { } byRep && metrics.CustomerInterruptions is { } byCustomer)
            yield return Ranged("Interruptions (rep, customer)", $"{byRep}, {byCustomer}", "repInterruptions", byRep);
        if (metrics.RepSpeech + metrics.CustomerSpeech > 0)
            yield return Ranged("Questions (rep, customer)", $"{metrics.RepQuestions}, {metrics.CustomerQuestions}", "repQuestions", metrics.RepQuestions);
        if (metrics.RepWordsPerMinute is { } repSpeed) yield return Ranged("Talking speed, rep", $"{Whole(repSpeed)} words a minute", "repWordsPerMinute", repSpeed);
        if (metrics.CustomerWordsPerMinute is { } customerSpeed)
            yield return Ranged("Talking speed, customer", $"{Whole(customerSpeed)} words a minute", "customerWordsPerMinute", customerSpeed);
        if (metrics.RepFillersPerHundredWords is { } fillers)
            yield return Ranged("Filler words, rep", $"{One(fillers)} per 100 words", "repFillersPerHundredWords", fillers);
        if (metrics.SilenceShare is { } silence) yield return Ranged("Silence", $"{Whole(silence * 100)} %", "silenceShare", silence);
        if (metrics.OvertalkShare is { } overtalk) yield return Ranged("Overtalk", $"{One(overtalk * 100)} %", "overtalkShare", overtalk);
    }

    private static MetricLine Ranged(string name, string text, string metric, double value)
    {
        var range = MetricRanges.Find(metric);
        return new MetricLine(name, text, range, range?.Assess(value) ?? MetricStanding.Unknown);
    }

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string One(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
