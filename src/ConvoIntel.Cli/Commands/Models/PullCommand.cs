using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Models;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands.Models;

/// <summary><c>convointel models pull</c>: downloads models, whole or not at all.</summary>
internal static class PullCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("models") { Description = "Names of models, each with a variant if wanted: whisper-base.en_timestamped:quantized.", Arity = ArgumentArity.OneOrMore };
        var variant = new Option<string?>("--variant") { Description = "Variant of all that name none. [default: the model's own]" };
        var source = new Option<string?>("--source", "-s")
        {
            Description = "Take the files from a folder of model folders, or from an address they lie under (http is allowed here), instead of their publisher. "
                + "CONVOINTEL_MODELS_MIRROR sets another default. {host} and {path} in an address stand for the publisher's.",
        };
        var relock = new Option<bool>("--relock") { Description = "Fetch everything anew and take files that differ from models.lock.json." };
        var folder = ModelsCommand.FolderOption();
        var command = new Command("pull", "Download models into the models folder. A stopped pull goes on where it was; HTTPS_PROXY is heeded.")
        {
            models, variant, source, relock, folder,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var library = ModelsCommand.Open(parsed.GetValue(folder));
            // All names first: a typing error in the last should not show after an hour.
            var wanted = parsed.GetValue(models)!.Select(name => library.Find(name, parsed.GetValue(variant))).ToList();
            foreach (var (model, chosen) in wanted)
            {
                var label = chosen is null ? model.Name : $"{model.Name}:{chosen}";
                var result = await PullDisplay.ShowAsync(label, progress =>
                    library.PullAsync(model, chosen, parsed.GetValue(source), parsed.GetValue(relock), progress, cancellationToken));
                Report(result, model.Kind);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static void Report(PullResult result, ModelKind kind)
    {
        var name = result.Variant is null ? result.Model : $"{result.Model}:{result.Variant}";
        Terminal.Out.MarkupLine(result.Fetched == 0
            ? $"[green]{Terminal.Safe(name)}[/] is there already, {ByteText.Of(result.Bytes)} in {Terminal.Safe(result.Folder)}"
            : $"[green]{Terminal.Safe(name)}[/] pulled, {ByteText.Of(result.Bytes)} in {Terminal.Safe(result.Folder)}");
        if (result.Locked > 0)
            Terminal.Out.MarkupLine($"{result.Locked} of its files had no published hash; theirs are now in models.lock.json, and later pulls are checked against them.");
        if (kind == ModelKind.Whisper) Terminal.Out.MarkupLine($"Use it with: convointel process CALLS --model {Terminal.Safe(name)}");
    }
}
