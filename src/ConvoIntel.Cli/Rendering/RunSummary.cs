using System.Globalization;
using ConvoIntel.Cli.Commands;
using ConvoIntel.Review;
using Spectre.Console;

namespace ConvoIntel.Cli.Rendering;

/// <summary>The end of a run: how much, how fast, what failed and what to do about it.</summary>
internal static class RunSummary
{
    public static void Print(IReadOnlyList<ConversationOutcome> outcomes, TimeSpan elapsed, DirectoryInfo? output, BookPlace book)
    {
        var done = outcomes.Where(o => o.Succeeded).ToList();
        var seconds = done.Sum(o => o.Result!.Conversation.Kind is Conversations.ConversationKind.Transcript ? 0 : o.Result.Conversation.Duration);
        var rate = elapsed.TotalSeconds > 0 ? seconds / elapsed.TotalSeconds : 0;
        Terminal.Error.WriteLine();
        Terminal.Error.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"[green]{done.Count} of {outcomes.Count}[/] files, {Clock.Text(seconds)} of audio in {elapsed.TotalSeconds:0.0} s ({rate:0.0}× real time), models loading included"));
        if (output is not null) Terminal.Error.MarkupLine($"Results in {Terminal.Safe(output.FullName)}; deal book {Terminal.Safe(book.ToString())}");
        else Terminal.Error.MarkupLine($"Deal book {Terminal.Safe(book.ToString())}");

        foreach (var outcome in outcomes.Where(o => !o.Succeeded))
        {
            var failure = outcome.Failure!;
            Terminal.Error.MarkupLine($"[red]failed[/] {Terminal.Safe(outcome.Path)}: {Terminal.Safe(failure.Problem)}. {Terminal.Safe(failure.Remedy)} [grey]({failure.Reason})[/]");
        }

        if (outcomes.Count == 0) Terminal.Error.MarkupLine("[yellow]Nothing to process:[/] the folders hold no recordings or transcripts that ConvoIntel reads.");
    }
}
