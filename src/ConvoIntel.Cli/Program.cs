using System.CommandLine;
using System.Text;
using ConvoIntel.Cli.Commands;

// The transcript has characters beyond the code page that a Windows console starts with.
Console.OutputEncoding = Encoding.UTF8;

var root = new RootCommand(
    """
    Turns call recordings into insights on deals, on this machine alone.

      convointel process calls/ --deals deals.json --out out    process recordings and write <name>.json for each
      convointel show freight-discovery                         read a processed call again
      convointel deal OPP-1001                                  what all calls of a deal told
      convointel search "security review"                       find words in all calls
    """)
{
    ProcessCommand.Create(),
    ShowCommand.Create(),
    DealsCommand.Create(),
    DealCommand.Create(),
    SearchCommand.Create(),
};

return await CommandRunner.RunAsync(root.Parse(args));
