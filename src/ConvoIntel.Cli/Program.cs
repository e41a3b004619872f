using System.CommandLine;
using System.Text;
using ConvoIntel.Cli.Commands;
using ConvoIntel.Cli.Commands.Models;

// The transcript has characters beyond the code page that a Windows console starts with.
Console.OutputEncoding = Encoding.UTF8;

var root = new RootCommand(
    """
    Turns call recordings into insights on deals, on this machine alone.

      convointel process calls/ --deals deals.json --out out    process recordings and write <name>.json for each
      convointel show freight-discovery                         read a processed call again
      convointel deal OPP-1001                                  what all calls of a deal told
      convointel search "security review"                       find words in all calls
      convointel search --like "afraid of losing their data"    find what is meant, whatever the words
      convointel evaluate my-calls/                             how right all of it is on calls whose truth you know
      convointel deals import deals.json                        what the worker finds deals among
      convointel jobs list                                      what the worker has to do, and what it gave up
      convointel models pull whisper-base.en_timestamped        a better recogniser; then: process … --model whisper-base.en_timestamped
    """)
{
    ProcessCommand.Create(),
    ShowCommand.Create(),
    DealsCommand.Create(),
    DealCommand.Create(),
    SearchCommand.Create(),
    JobsCommand.Create(),
    ModelsCommand.Create(),
    EvaluateCommand.Create(),
};

return await CommandRunner.RunAsync(root.Parse(args));
