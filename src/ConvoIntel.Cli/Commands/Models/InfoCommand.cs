using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Models;

namespace ConvoIntel.Cli.Commands.Models;

/// <summary><c>convointel models info</c>: one model, from its files and the list of models.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Name of a model, name:variant, or a folder." };
        var json = ModelsCommand.JsonOption();
        var folder = ModelsCommand.FolderOption();
        var command = new Command("info", "Show layers, sizes, precision and files of a model, and what ConvoIntel does with it.") { model, json, folder };
        command.SetAction(parsed =>
        {
            using var library = ModelsCommand.Open(parsed.GetValue(folder));
            var description = library.Describe(parsed.GetValue(model)!);
            if (parsed.GetValue(json)) Console.Out.WriteLine(ModelLibrary.Json(description));
            else ModelReport.PrintInfo(description);
            return description.Problems.Count == 0 ? ExitCodes.Success : ExitCodes.Incomplete;
        });
        return command;
    }
}
