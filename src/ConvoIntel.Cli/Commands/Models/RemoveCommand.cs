using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Models;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands.Models;

/// <summary><c>convointel models remove</c>: deletes pulled models.</summary>
internal static class RemoveCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("models") { Description = "Names of pulled models, or name:variant for one variant.", Arity = ArgumentArity.OneOrMore };
        var folder = ModelsCommand.FolderOption();
        var command = new Command("remove", "Delete pulled models and what stopped pulls of them left.") { names, folder };
        command.SetAction(parsed =>
        {
            using var library = ModelsCommand.Open(parsed.GetValue(folder));
            var code = ExitCodes.Success;
            foreach (var (model, variant) in parsed.GetValue(names)!.Select(name => library.Find(name)).ToList())
            {
                var name = variant is null ? model.Name : $"{model.Name}:{variant}";
                var freed = library.Remove(model, variant);
                if (freed > 0)
                {
                    Terminal.Out.MarkupLine($"[green]{Terminal.Safe(name)}[/] removed, {ByteText.Of(freed)} freed");
                    continue;
                }

                Terminal.Error.MarkupLine($"[yellow]{Terminal.Safe(name)}[/] was not there.");
                code = ExitCodes.Incomplete;
            }

            return code;
        });
        return command;
    }
}
