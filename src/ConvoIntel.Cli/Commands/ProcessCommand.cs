using System.CommandLine;
using System.Diagnostics;
using ConvoIntel.Attachment;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Review;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel process</c>: recordings in, insights on deals out.</summary>
internal static class ProcessCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths") { Description = "Recordings, transcripts, or folders of them.", Arity = ArgumentArity.OneOrMore };
        // The parser takes an option it does not know for one more path; a user who mistyped wants to hear of it.
        paths.Validators.Add(result =>
        {
            foreach (var path in result.Tokens.Select(token => token.Value).Where(path => path.StartsWith('-') && !Path.Exists(path)))
                result.AddError($"'{path}' is neither an option of this command nor a file.");
        });
        var output = new Option<DirectoryInfo?>("--out", "-o") { Description = "Folder for the results, one file a call and format." };
        var formats = new Option<OutputFormat[]>("--format", "-f")
        {
            Description = "text prints a report; json, vtt, srt and md go to --out, or to standard output without it. May be repeated. "
                + "[default: text, and json files where --out is given]",
            AllowMultipleArgumentsPerToken = true,
        };
        var deals = new Option<FileInfo?>("--deals", "-d") { Description = "Deals to load first, JSON or CSV; those that exist are updated." };
        var book = new BookOptions();
        var settings = HostSettings.Options();

        var command = new Command("process", "Transcribe, tag and measure recordings, and attach what they tell to their deals.")
        {
            paths, output, formats, deals,
        };
        book.AddBookTo(command);
        settings.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ProcessRequest(
                parsed.GetValue(paths)!,
                parsed.GetValue(output),
                Formats(parsed.GetValue(formats), parsed.GetValue(output)),
                parsed.GetValue(deals)),
            settings.Read(parsed, book.Read(parsed, settings.Configuration(parsed))),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ProcessRequest request, HostSettings settings, CancellationToken cancellationToken)
    {
        await using var services = ConvoIntelHost.Build(settings);
        var dealBook = services.GetRequiredService<IDealBook>();
        await dealBook.InitializeAsync(cancellationToken);
        if (request.Deals is not null) await dealBook.ImportAsync(request.Deals.FullName, cancellationToken);

        var pipeline = services.GetRequiredService<ConversationPipeline>();
        var writer = new ResultWriter(request.Output, request.Formats);
        var outcomes = new List<ConversationOutcome>();
        var started = Stopwatch.GetTimestamp();
        await ProcessProgress.ShowAsync(request.Paths, async progress =>
        {
            await foreach (var outcome in pipeline.ProcessAsync(request.Paths, progress, cancellationToken))
                outcomes.Add(await writer.WriteAsync(outcome, cancellationToken));
        });
        var elapsed = Stopwatch.GetElapsedTime(started);

        // Calls finish in any order; people read them in the order of their names.
        outcomes.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        writer.Print(outcomes);
        RunSummary.Print(outcomes, elapsed, request.Output, settings.Book);
        return outcomes.Count > 0 && outcomes.All(o => o.Succeeded) ? ExitCodes.Success : ExitCodes.Incomplete;
    }

    private static IReadOnlyList<OutputFormat> Formats(OutputFormat[]? chosen, DirectoryInfo? output)
    {
        if (chosen is { Length: > 0 }) return [.. chosen.Distinct()];
        return output is null ? [OutputFormat.Text] : [OutputFormat.Text, OutputFormat.Json];
    }

    private sealed record ProcessRequest(string[] Paths, DirectoryInfo? Output, IReadOnlyList<OutputFormat> Formats, FileInfo? Deals);
}

/// <summary>What <c>--format</c> takes: a report for people, or an <see cref="ExportFormat"/>.</summary>
internal enum OutputFormat
{
    Text,
    Json,
    Vtt,
    Srt,
    Md,
}
