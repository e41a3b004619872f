using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Review;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel search</c>: words in all processed conversations.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var text = new Argument<string[]>("text") { Description = "Words that an utterance must hold, in any order.", Arity = ArgumentArity.OneOrMore };
        var limit = new Option<int>("--limit", "-n") { Description = "Most hits to print.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<int>() is < 1 or > 10_000) value.AddError("--limit takes a number from 1 to 10000.");
        });
        var book = SharedOptions.Book();
        var command = new Command("search", "Find words in all processed conversations.") { text, limit, book };
        command.SetAction((parsed, cancellationToken) => BookReader.RunAsync(parsed.GetValue(book)!, async deals =>
        {
            var wanted = string.Join(' ', parsed.GetValue(text)!);
            var hits = await deals.SearchAsync(wanted, parsed.GetValue(limit), cancellationToken);
            if (hits.Count == 0) return BookReader.NotFound($"Nothing found for '{wanted}'", "Fewer or shorter words find more.");
            foreach (var hit in hits)
            {
                Terminal.Out.MarkupLine(
                    $"[bold]{Terminal.Safe(hit.ConversationName)}[/] {Clock.Text(hit.Utterance.Start)} "
                    + $"[grey]{Terminal.Safe(hit.Utterance.Role.ToString())}[/]  {Terminal.Safe(hit.Utterance.Text)}");
            }

            return ExitCodes.Success;
        }, cancellationToken));
        return command;
    }
}
