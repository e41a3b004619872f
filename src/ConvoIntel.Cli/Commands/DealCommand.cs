using System.CommandLine;
using ConvoIntel.Cli.Rendering;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel deal</c>: what all calls of one deal told.</summary>
internal static class DealCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "Id of the deal." };
        var book = new BookOptions();
        var command = new Command("deal", "Roll up a deal over all its calls: talk, open objections, what is promised.") { id };
        book.AddTo(command);
        command.SetAction((parsed, cancellationToken) => BookReader.RunAsync(book.Read(parsed), async deals =>
        {
            var wanted = parsed.GetValue(id)!;
            var deal = await deals.FindDealAsync(wanted, cancellationToken);
            if (deal is null) return BookReader.NotFound($"No deal '{wanted}' in the deal book", "`convointel deals` lists what it holds.");
            DealReport.Print(deal, await deals.ListConversationsAsync(deal.Id, cancellationToken), TimeProvider.System.GetUtcNow());
            return ExitCodes.Success;
        }, cancellationToken));
        return command;
    }
}
