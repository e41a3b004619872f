using System.CommandLine;
using ConvoIntel.Models;

namespace ConvoIntel.Cli.Commands.Models;

/// <summary><c>convointel models</c>: what models there are, and how more of them come.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "List, describe, download, check and remove models.")
    {
        ListCommand.Create(),
        InfoCommand.Create(),
        PullCommand.Create(),
        VerifyCommand.Create(),
        RemoveCommand.Create(),
    };

    public static Option<DirectoryInfo?> FolderOption() => new("--models")
    {
        Description = "Folder of model folders. [default: CONVOINTEL_MODELS, else 'models' here, in a folder above, or beside the program]",
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "Write JSON to standard output, for scripts." };

    public static ModelLibrary Open(DirectoryInfo? folder) => new(folder?.FullName, TimeProvider.System);
}
