using System.Globalization;
using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using ConvoIntel.Review;
using Spectre.Console;

namespace ConvoIntel.Cli.Rendering;

/// <summary>A deal on the terminal: its calls, what stands open, who took part.</summary>
internal static class DealReport
{
    public static void Print(Deal deal, IReadOnlyList<ConversationResult> calls, DateTimeOffset now)
    {
        var rollup = DealRollup.Of(calls, now);
        PrintHeader(deal, rollup);
        PrintCalls(calls);
        PrintObjections(rollup);
        PrintNextSteps(rollup);
        PrintParticipants(rollup);
    }

    private static void PrintHeader(Deal deal, DealRollup rollup)
    {
        Terminal.Out.Write(new Rule($"[bold]{Terminal.Safe(deal.Name)}[/] {Terminal.Safe(deal.Id)}").LeftJustified());
        Terminal.Out.MarkupLine(
            $"{Terminal.Safe(deal.Account)}  {Terminal.Safe(deal.Stage)}  {Terminal.Safe(Amounts.Text(deal.Amount, deal.Currency))}"
            + (deal.CloseDate is { } close ? $"  closes {Date(close)}" : ""));
        if (rollup.Calls == 0)
        {
            Terminal.Out.MarkupLine("[grey]No conversations yet.[/]");
            return;
        }

        var ratio = rollup.MeanTalkRatio is { } mean ? string.Create(CultureInfo.InvariantCulture, $", mean talk ratio {mean * 100:0} %") : "";
        Terminal.Out.MarkupLine($"{rollup.Calls} conversations, {Clock.Text(rollup.Seconds)}, {rollup.First:yyyy-MM-dd} to {rollup.Last:yyyy-MM-dd}{ratio}");
    }

    private static void PrintCalls(IReadOnlyList<ConversationResult> calls)
    {
        if (calls.Count == 0) return;
        var table = Tables.Plain("When", "Conversation", "Length", "Stage then", "Amount then", "Objections", "Next steps");
        foreach (var call in calls)
        {
            table.AddRow(
                call.Conversation.StartTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Terminal.Safe(call.Conversation.Name),
                Clock.Text(call.Conversation.Duration),
                Terminal.Safe(call.Deal?.StageAtCall),
                Terminal.Safe(Amounts.Text(call.Deal?.AmountAtCall, call.Deal?.Currency)),
                $"{call.Objections.Count}",
                $"{call.NextSteps.Count}");
        }

        Terminal.Out.Write(table);
    }

    private static void PrintObjections(DealRollup rollup)
    {
        if (rollup.Unanswered.Count == 0) return;
        var table = Tables.Plain("Unanswered", "Quote", "Conversation", "At");
        foreach (var type in rollup.Unanswered)
        {
            foreach (var (call, objection) in type.Raised)
                table.AddRow(Terminal.Safe(type.Type), Terminal.Safe(objection.Quote), Terminal.Safe(call.Name), Clock.Text(objection.RaisedAt));
        }

        Terminal.Out.Write(table);
    }

    private static void PrintNextSteps(DealRollup rollup)
    {
        if (rollup.NextSteps.Count == 0) return;
        var table = Tables.Plain("Due", "Owner", "Next step", "Conversation");
        foreach (var (call, step, standing) in rollup.NextSteps)
        {
            var due = step.Due is { } date ? Date(date) : "open";
            if (standing is NextStepStanding.PastDue) due = $"[red]{due}[/]";
            table.AddRow(due, step.Owner, Terminal.Safe(step.Action), Terminal.Safe(call.Name));
        }

        Terminal.Out.Write(table);
    }

    private static void PrintParticipants(DealRollup rollup)
    {
        foreach (var (person, calls) in rollup.Participants)
        {
            Terminal.Out.MarkupLine(
                $"{Terminal.Safe(SpeakerNames.Of(person))} [grey]{person.Role.ToString().ToLowerInvariant()}, {calls} conversation{(calls == 1 ? "" : "s")}[/]");
        }
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
