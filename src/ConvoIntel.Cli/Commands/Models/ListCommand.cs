using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Models;

namespace ConvoIntel.Cli.Commands.Models;

/// <summary><c>convointel models list</c>: all models that are known or here.</summary>
internal static class ListCommand
{
    private static readonly string[] Kinds = [.. Enum.GetValues<ModelKind>().Select(kind => kind.Text())];

    public static Command Create()
    {
        var kind = new Option<string?>("--kind", "-k") { Description = "Only models of this kind." };
        kind.AcceptOnlyFromAmong(Kinds);
        var here = new Option<bool>("--here") { Description = "Only models that are on this machine." };
        var json = ModelsCommand.JsonOption();
        var folder = ModelsCommand.FolderOption();
        var command = new Command("list", "List the models that can be used or pulled.") { kind, here, json, folder };
        command.SetAction(parsed =>
        {
            using var library = ModelsCommand.Open(parsed.GetValue(folder));
            var wanted = parsed.GetValue(kind);
            var models = library.List()
                .Where(model => (wanted is null || model.Kind?.Text() == wanted) && (!parsed.GetValue(here) || model.Here)).ToList();
            if (parsed.GetValue(json)) Console.Out.WriteLine(ModelLibrary.Json(models));
            else ModelReport.PrintList(models, library.Folder);
            return ExitCodes.Success;
        });
        return command;
    }
}
