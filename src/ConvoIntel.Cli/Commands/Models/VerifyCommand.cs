using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Models;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands.Models;

/// <summary><c>convointel models verify</c>: whether models are still the files that were pulled.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("models") { Description = "Names of models. [default: all that were pulled]", Arity = ArgumentArity.ZeroOrMore };
        var json = ModelsCommand.JsonOption();
        var folder = ModelsCommand.FolderOption();
        var command = new Command("verify", "Check every byte of pulled models against their known hashes.") { names, json, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var library = ModelsCommand.Open(parsed.GetValue(folder));
            var asked = parsed.GetValue(names)!;
            var models = asked.Length > 0
                ? asked.Select(name => library.Find(name).Model).ToList()
                : library.Manifest.Models.Where(model => !model.Ships && Directory.Exists(Path.Combine(library.Folder, model.Name))).ToList();
            var files = new List<VerifiedFile>();
            foreach (var model in models)
            {
                if (model.Ships && !parsed.GetValue(json))
                    Terminal.Error.MarkupLine($"[yellow]{Terminal.Safe(model.Name)}[/] ships with ConvoIntel: version control tells whether it has changed.");
                await foreach (var file in library.VerifyAsync(model, cancellationToken))
                {
                    files.Add(file);
                    if (!parsed.GetValue(json)) Print(file);
                }
            }

            if (parsed.GetValue(json)) Console.Out.WriteLine(ModelLibrary.Json(files));
            else if (models.Count == 0) Terminal.Out.MarkupLine($"No pulled models in {Terminal.Safe(library.Folder)}.");
            var wrong = files.Where(file => file.State is FileState.Missing or FileState.Wrong).Select(file => file.Model).Distinct().ToList();
            foreach (var model in wrong) Terminal.Error.MarkupLine($"[red]{Terminal.Safe(model)}[/] is damaged: `convointel models pull {Terminal.Safe(model)}` brings back what is missing or wrong.");
            return wrong.Count == 0 ? ExitCodes.Success : ExitCodes.Incomplete;
        });
        return command;
    }

    private static void Print(VerifiedFile file)
    {
        var mark = file.State switch
        {
            FileState.Right => "[green]right[/]   ",
            FileState.Unknown => "[yellow]unknown[/] ",
            FileState.Missing => "[red]missing[/] ",
            _ => "[red]wrong[/]   ",
        };
        Terminal.Out.MarkupLine($"{mark} {Terminal.Safe(file.Model)}/{Terminal.Safe(file.File)}{(file.Detail is null ? "" : $"  [grey]{Terminal.Safe(file.Detail)}[/]")}");
    }
}
