using System.Globalization;
using System.Text;
using ConvoIntel.Conversations;

namespace ConvoIntel.Review;

/// <summary>A result as a page of Markdown.</summary>
internal static class MarkdownReport
{
    public static string Write(ConversationResult result)
    {
        var text = new StringBuilder();
        WriteHeader(text, result);
        WriteSummary(text, result);
        WriteObjections(text, result);
        WriteNextSteps(text, result);
        WriteMetrics(text, result.Metrics);
        WriteTranscript(text, result);
        return text.ToString();
    }

    private static void WriteHeader(StringBuilder text, ConversationResult result)
    {
        var call = result.Conversation;
        text.Append(CultureInfo.InvariantCulture, $"# {Escape(call.Name)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{call.StartTime:yyyy-MM-dd HH:mm zzz}, {Clock.Text(call.Duration)}");
        if (call.Direction is { } direction) text.Append(CultureInfo.InvariantCulture, $", {Escape(direction)}");
        if (LanguageLine.Of(result) is { } language) text.Append(CultureInfo.InvariantCulture, $", {Escape(language)}");
        text.Append("\n\n");
        if (result.Deal is { } deal)
            text.Append(CultureInfo.InvariantCulture, $"Deal: **{Escape(deal.Name)}** ({Escape(deal.Id)}), {Escape(deal.StageAtCall)} at the time of the call\n\n");
        foreach (var warning in call.Warnings) text.Append(CultureInfo.InvariantCulture, $"> {Escape(warning)}\n\n");
    }

    private static void WriteSummary(StringBuilder text, ConversationResult result)
    {
        if (result.SummaryLines.Count == 0) return;
        text.Append("## Summary\n\n");
        foreach (var line in result.SummaryLines)
            text.Append(CultureInfo.InvariantCulture, $"- {Escape(line.Topic)}: {Escape(line.Text)} [{Clock.Text(At(result, line.Utterance))}]\n");
        text.Append('\n');
    }

    private static void WriteObjections(StringBuilder text, ConversationResult result)
    {
        if (result.Objections.Count == 0) return;
        text.Append("## Objections\n\n| at | type | answered | quote | answer |\n|---|---|---|---|---|\n");
        foreach (var objection in result.Objections)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Clock.Text(objection.RaisedAt)} | {objection.Type} | {(objection.Addressed ? "yes" : "no")} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Escape(objection.Quote)} | {Escape(objection.ResponseQuote ?? "")} |\n");
        }

        text.Append('\n');
    }

    private static void WriteNextSteps(StringBuilder text, ConversationResult result)
    {
        if (result.NextSteps.Count == 0) return;
        text.Append("## Next steps\n\n| due | owner | action |\n|---|---|---|\n");
        foreach (var step in result.NextSteps)
            text.Append(CultureInfo.InvariantCulture, $"| {step.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–"} | {step.Owner} | {Escape(step.Action)} |\n");
        text.Append('\n');
    }

    private static void WriteMetrics(StringBuilder text, ConversationMetrics metrics)
    {
        text.Append("## Metrics\n\n| metric | value | published range |\n|---|---|---|\n");
        foreach (var line in MetricLines.Of(metrics))
            text.Append(CultureInfo.InvariantCulture, $"| {line.Name} | {line.Value} | {(line.Range is { } range ? $"{range.Text} ({range.Source})" : "")} |\n");
        text.Append('\n');
    }

    private static void WriteTranscript(StringBuilder text, ConversationResult result)
    {
        text.Append("## Transcript\n\n");
        foreach (var utterance in result.Utterances)
        {
            var tags = utterance.Tags.Count == 0 ? "" : $" `{string.Join("` `", utterance.Tags.Select(t => t.Tag))}`";
            text.Append(CultureInfo.InvariantCulture, $"**{Escape(SpeakerNames.Of(result, utterance))}** {Clock.Text(utterance.Start)}{tags}\\\n{Escape(utterance.Text)}\n\n");
        }
    }

    private static double At(ConversationResult result, int utterance) =>
        utterance >= 0 && utterance < result.Utterances.Count ? result.Utterances[utterance].Start : 0;

    // Words of a call are data: none of them may become markup, a table cell's end, or an HTML tag.
    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsControl(c)) { safe.Append(' '); continue; }
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '&') safe.Append('\\');
            safe.Append(c);
        }

        return safe.ToString();
    }
}
