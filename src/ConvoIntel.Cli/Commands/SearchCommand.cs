using System.CommandLine;
using ConvoIntel.Attachment;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Review;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel search</c>: words, or what is meant, in all processed conversations.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var text = new Argument<string[]>("text") { Description = "Words that an utterance must hold, in any order.", Arity = ArgumentArity.ZeroOrMore };
        var like = new Option<string?>("--like")
        {
            Description = "A sentence instead of words: prints the utterances nearest to it in meaning, with their similarity (1 is the same).",
        };
        var limit = new Option<int>("--limit", "-n") { Description = "Most hits to print.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<int>() is < 1 or > 10_000) value.AddError("--limit takes a number from 1 to 10000.");
        });
        var book = new BookOptions();
        var meaning = new MeaningOptions();
        var command = new Command("search", "Find words, or what is meant, in all processed conversations.") { text, like, limit };
        book.AddBookTo(command);
        meaning.AddTo(command);
        command.Validators.Add(parsed =>
        {
            var (words, sentence) = (parsed.GetValue(text) is { Length: > 0 }, parsed.GetValue(like));
            if (words == sentence is not null) parsed.AddError("Give words to find, or a sentence with --like.");
            else if (sentence is not null && !sentence.Any(char.IsLetterOrDigit)) parsed.AddError("--like takes a sentence.");
            else if (sentence is null && meaning.AnyOf(parsed)) parsed.AddError("--model and --models go with --like.");
        });
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(like) is { } sentence
            ? SearchByMeaning.RunAsync(book.Read(parsed, meaning.Configuration(parsed)), meaning.Read(parsed), sentence, parsed.GetValue(limit), cancellationToken)
            : BookReader.RunAsync(book.Read(parsed, meaning.Configuration(parsed)), async deals =>
            {
                var wanted = string.Join(' ', parsed.GetValue(text)!);
                var hits = await deals.SearchAsync(wanted, parsed.GetValue(limit), cancellationToken);
                if (hits.Count == 0) return BookReader.NotFound($"Nothing found for '{wanted}'", "Fewer or shorter words find more, and so does --like.");
                foreach (var hit in hits) Print(hit);
                return ExitCodes.Success;
            }, cancellationToken));
        return command;
    }

    public static void Print(SearchHit hit, string before = "") => Terminal.Out.MarkupLine(
        $"{before}[bold]{Terminal.Safe(hit.ConversationName)}[/] {Clock.Text(hit.Utterance.Start)} "
        + $"[grey]{Terminal.Safe(hit.Utterance.Role.ToString())}[/]  {Terminal.Safe(hit.Utterance.Text)}");
}
