using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Review;
using ConvoIntel.Scoring;
using Spectre.Console;

namespace ConvoIntel.Cli.Rendering;

/// <summary>One conversation on the terminal: who spoke, what was raised and promised, how it went.</summary>
internal static class ConversationReport
{
    private const int StripWidth = 60;

    public static void Print(ConversationResult result, bool withTranscript)
    {
        PrintHeader(result);
        PrintSpeakers(result);
        PrintObjections(result);
        PrintNextSteps(result);
        PrintMetrics(result.Metrics);
        PrintSummary(result);
        if (withTranscript) PrintTranscript(result);
        Terminal.Out.WriteLine();
    }

    private static void PrintHeader(ConversationResult result)
    {
        var call = result.Conversation;
        var when = call.StartTime.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
        Terminal.Out.Write(new Rule($"[bold]{Terminal.Safe(call.Name)}[/]").LeftJustified());
        Terminal.Out.MarkupLine($"[grey]{when}{(call.StartTimeAssumed ? " (assumed)" : "")}, {Clock.Text(call.Duration)}{(call.Direction is { } way ? $", {Terminal.Safe(way)}" : "")}{(LanguageLine.Of(result) is { } language ? $", {Terminal.Safe(language)}" : "")}[/]");
        Terminal.Out.MarkupLine(result.Deal is { } deal
            ? $"Deal  [bold]{Terminal.Safe(deal.Name)}[/] {Terminal.Safe(deal.Id)}, {Terminal.Safe(deal.StageAtCall)} {Terminal.Safe(Amounts.Text(deal.AmountAtCall, deal.Currency))} [grey](by {deal.MatchedBy.ToString().ToLowerInvariant()})[/]"
            : "Deal  [yellow]unmatched[/]");
        foreach (var warning in call.Warnings) Terminal.Out.MarkupLine($"[yellow]![/] {Terminal.Safe(warning)}");
    }

    private static void PrintSpeakers(ConversationResult result)
    {
        Terminal.Out.WriteLine();
        foreach (var speaker in result.Utterances.GroupBy(u => u.Speaker, StringComparer.Ordinal))
        {
            var name = SpeakerNames.Of(result, speaker.First());
            var seconds = speaker.Sum(u => u.End - u.Start);
            Terminal.Out.MarkupLine(
                $"{Terminal.Safe(Fit(name, 18))} [{Colour(speaker.First().Role)}]{Timeline.Strip(speaker, result.Conversation.Duration, StripWidth)}[/] "
                + $"[grey]{speaker.First().Role.ToString().ToLowerInvariant()} {Clock.Text(seconds)}[/]");
        }

        Terminal.Out.WriteLine();
    }

    private static void PrintObjections(ConversationResult result)
    {
        if (result.Objections.Count == 0) return;
        var table = Tables.Plain("At", "Objection", "Quote", "Answered");
        foreach (var objection in result.Objections)
        {
            var answer = objection.Addressed ? $"[green]yes[/]  [grey]{Terminal.Safe(objection.ResponseQuote)}[/]" : "[red]no[/]";
            table.AddRow(Clock.Text(objection.RaisedAt), Terminal.Safe(objection.Type), Terminal.Safe(objection.Quote), answer);
        }

        Terminal.Out.Write(table);
    }

    private static void PrintNextSteps(ConversationResult result)
    {
        if (result.NextSteps.Count == 0) return;
        var table = Tables.Plain("Due", "Owner", "Next step", "At");
        foreach (var step in result.NextSteps)
        {
            var at = step.Utterances.Count > 0 && step.Utterances[0] < result.Utterances.Count ? Clock.Text(result.Utterances[step.Utterances[0]].Start) : "";
            table.AddRow(step.Due?.ToString("ddd yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "[grey]open[/]", step.Owner, Terminal.Safe(step.Action), at);
        }

        Terminal.Out.Write(table);
    }

    private static void PrintMetrics(ConversationMetrics metrics)
    {
        var table = Tables.Plain("Metric", "Value", "Published range");
        foreach (var line in MetricLines.Of(metrics)) table.AddRow(line.Name, Coloured(line), RangeText(line.Range));
        Terminal.Out.Write(table);
    }

    private static string Coloured(MetricLine line) => line.Standing switch
    {
        MetricStanding.Within => $"[green]{line.Value}[/]",
        MetricStanding.Below or MetricStanding.Above => $"[yellow]{line.Value}[/]",
        _ => line.Value,
    };

    private static string RangeText(MetricRange? range) =>
        range is null ? "" : $"[grey]{Terminal.Safe(range.Text)} ({Terminal.Safe(range.Source)}{(range.Verified ? "" : ", unverified")})[/]";

    private static void PrintSummary(ConversationResult result)
    {
        if (result.SummaryLines.Count == 0) return;
        foreach (var line in result.SummaryLines)
        {
            var at = line.Utterance < result.Utterances.Count ? Clock.Text(result.Utterances[line.Utterance].Start) : "";
            Terminal.Out.MarkupLine($"[bold]{Terminal.Safe(line.Topic)}[/]  {Terminal.Safe(line.Text)} [grey]{at}[/]");
        }
    }

    private static void PrintTranscript(ConversationResult result)
    {
        Terminal.Out.WriteLine();
        foreach (var utterance in result.Utterances)
        {
            var tags = string.Join(' ', utterance.Tags.Select(t => t.Tag));
            Terminal.Out.MarkupLine(
                $"[grey]{Clock.Text(utterance.Start),6}[/] [{Colour(utterance.Role)}]{Terminal.Safe(SpeakerNames.Of(result, utterance))}[/]  "
                + $"{Terminal.Safe(utterance.Text)}{(tags.Length == 0 ? "" : $"  [blue]{Terminal.Safe(tags)}[/]")}");
        }
    }

    private static string Fit(string name, int width) => name.Length > width ? name[..(width - 1)] + "…" : name.PadRight(width);

    private static string Colour(ParticipantRole role) => role switch
    {
        ParticipantRole.Rep => "teal",
        ParticipantRole.Customer => "olive",
        _ => "grey",
    };
}
