using System.CommandLine;
using ConvoIntel.Attachment;
using ConvoIntel.Cli.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel deals</c>: the deal book at a glance.</summary>
internal static class DealsCommand
{
    public static Command Create()
    {
        var book = new BookOptions();
        var command = new Command("deals", "List the deals, how many calls each has, and the calls without a deal.") { Import() };
        book.AddTo(command);
        command.SetAction((parsed, cancellationToken) => BookReader.RunAsync(
            book.Read(parsed), deals => PrintAsync(deals, cancellationToken), cancellationToken));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "Deals, JSON or CSV." };
        var book = new BookOptions();
        var command = new Command("import", "Load deals into the deal book, which is made where there is none; those that exist are updated.") { file };
        book.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var place = book.Read(parsed);
            await using var services = ConvoIntelHost.BuildBook(place);
            var deals = services.GetRequiredService<IDealBook>();
            await deals.InitializeAsync(cancellationToken);
            var count = await deals.ImportAsync(parsed.GetValue(file)!.FullName, cancellationToken);
            Terminal.Out.MarkupLine($"{count} deals in {Terminal.Safe(place.ToString())}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<int> PrintAsync(IDealBook book, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Deal", "Name", "Account", "Stage");
        table.AddColumn(new TableColumn("Amount").RightAligned());
        table.AddColumn(new TableColumn("Calls").RightAligned());
        foreach (var deal in await book.ListDealsAsync(cancellationToken))
        {
            var calls = await book.ListConversationsAsync(deal.Id, cancellationToken);
            table.AddRow(
                Terminal.Safe(deal.Id), Terminal.Safe(deal.Name), Terminal.Safe(deal.Account), Terminal.Safe(deal.Stage),
                Terminal.Safe(Amounts.Text(deal.Amount, deal.Currency)), calls.Count == 0 ? "" : $"{calls.Count}");
        }

        Terminal.Out.Write(table);

        var unmatched = await book.ListConversationsAsync(null, cancellationToken);
        if (unmatched.Count > 0)
        {
            Terminal.Out.MarkupLine($"[yellow]Unmatched[/], no deal by id, e-mail or phone: {unmatched.Count}");
            foreach (var call in unmatched)
                Terminal.Out.MarkupLine($"  {Terminal.Safe(call.Conversation.Name)}  [grey]{call.Conversation.StartTime:yyyy-MM-dd HH:mm}[/]");
        }

        return ExitCodes.Success;
    }
}
