using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Review;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel show</c>: one processed conversation, from the deal book.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("call") { Description = "Name or id of a processed conversation." };
        var format = new Option<OutputFormat>("--format", "-f") { Description = "text, json, vtt, srt or md.", DefaultValueFactory = _ => OutputFormat.Text };
        var transcript = new Option<bool>("--transcript", "-t") { Description = "Add the whole transcript with its tags." };
        var book = new BookOptions();
        var command = new Command("show", "Read a processed conversation again.") { name, format, transcript };
        book.AddTo(command);
        command.SetAction((parsed, cancellationToken) => BookReader.RunAsync(book.Read(parsed), async deals =>
        {
            var wanted = parsed.GetValue(name)!;
            var result = await deals.FindConversationAsync(wanted, cancellationToken);
            if (result is null) return BookReader.NotFound($"No conversation '{wanted}' in the deal book", "`convointel deals` lists what it holds.");
            if (parsed.GetValue(format) is OutputFormat.Text) ConversationReport.Print(result, withTranscript: parsed.GetValue(transcript));
            else Console.Out.Write(ConversationExporter.Export(result, ResultWriter.Export(parsed.GetValue(format))));
            return ExitCodes.Success;
        }, cancellationToken));
        return command;
    }
}
