using System.Globalization;
using ConvoIntel.Models;
using ConvoIntel.Models.Inspection;
using Spectre.Console;

namespace ConvoIntel.Cli.Rendering;

/// <summary>Models as tables for people.</summary>
internal static class ModelReport
{
    private const int NarrowWidth = 100;

    public static void PrintList(IReadOnlyList<ModelListing> models, string folder)
    {
        var narrow = Terminal.Out.Profile.Width < NarrowWidth;
        var table = narrow ? Tables.Plain("Model", "Here", "Size") : Tables.Plain("Model", "Kind", "Language", "Licence", "Here", "Size");
        foreach (var column in table.Columns) column.NoWrap();
        table.Columns[^1].RightAligned();
        // What does not fit is the list of variants, not a name that is to be typed.
        table.Columns[narrow ? 1 : 4].NoWrap = false;
        foreach (var model in models)
        {
            var size = model.BytesHere ?? model.BytesToPull;
            string[] cells = narrow
                ? [Terminal.Safe(model.Name), Here(model), size is null ? "" : ByteText.Of(size.Value)]
                : [Terminal.Safe(model.Name), model.Kind?.Text() ?? "?", Languages(model.Languages), Terminal.Safe(model.Licence ?? ""), Here(model), size is null ? "" : ByteText.Of(size.Value)];
            table.AddRow(cells);
        }

        Terminal.Out.Write(table);
        Terminal.Out.MarkupLine($"Models folder: {Terminal.Safe(folder)}. Sizes of what is not here are of the variant that a pull takes, where they are known.");
        Terminal.Out.MarkupLine("`convointel models info NAME` tells more; `convointel models pull NAME` or `NAME:VARIANT` downloads.");
    }

    public static void PrintInfo(ModelDescription model)
    {
        Terminal.Out.MarkupLine($"[bold]{Terminal.Safe(model.Name)}[/]{(model.Variant is null ? "" : $":{Terminal.Safe(model.Variant)}")}  [grey]{model.Kind?.Text() ?? "of unknown kind"}[/]");
        if (model.About is not null) Terminal.Out.MarkupLine(Terminal.Safe(model.About));
        Terminal.Out.WriteLine();
        var facts = Grid();
        void Fact(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) facts.AddRow($"[grey]{Terminal.Safe(name)}[/]", Terminal.Safe(value));
        }

        Fact("folder", model.Folder ?? "not on this machine");
        Fact("version", model.Version);
        Fact("licence", model.Licence);
        Fact("page", model.Source);
        Fact("language", Languages(model.Languages));
        Fact("variants here", string.Join(", ", model.VariantsHere));
        Fact("variants to pull", string.Join(", ", model.VariantsToPull.Select(variant => variant.Value is { } bytes ? $"{variant.Key} ({ByteText.Of(bytes)})" : variant.Key)));
        foreach (var fact in model.Facts) Fact(fact.Name, fact.Value);
        Terminal.Out.Write(facts);

        foreach (var graph in model.Graphs) Print(graph);
        if (model.Files.Count > 0)
        {
            Terminal.Out.WriteLine();
            var files = Tables.Plain("File", "Size");
            files.Columns[1].RightAligned().NoWrap();
            foreach (var file in model.Files) files.AddRow(Terminal.Safe(file.Path), ByteText.Of(file.Bytes));
            Terminal.Out.Write(files);
        }

        foreach (var use in model.Use) Terminal.Out.MarkupLine(Terminal.Safe(use));
        foreach (var problem in model.Problems) Terminal.Out.MarkupLine($"[red]{Terminal.Safe(problem)}[/]");
        if (model.Folder is null)
            Terminal.Out.MarkupLine($"Run `convointel models pull {Terminal.Safe(model.Variant is null ? model.Name : $"{model.Name}:{model.Variant}")}` to have it here.");
    }

    private static void Print(DescribedGraph graph)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.MarkupLine($"[bold]{Terminal.Safe(graph.File)}[/]  [grey]opset {graph.Opset}{(graph.Producer.Length > 0 ? $", {Terminal.Safe(graph.Producer)}" : "")}[/]");
        var grid = Grid();
        grid.AddRow("[grey]precision[/]", Terminal.Safe(graph.Precision));
        grid.AddRow("[grey]weights[/]", Terminal.Safe(string.Join(", ", graph.Weights.OrderByDescending(weight => weight.Value).Select(weight => $"{Count(weight.Value)} {weight.Key}"))));
        grid.AddRow("[grey]in[/]", Lines(graph.Inputs));
        grid.AddRow("[grey]out[/]", Lines(graph.Outputs));
        Terminal.Out.Write(grid);
    }

    private static string Lines(IReadOnlyList<string> lines) => string.Join('\n', lines.Select(Terminal.Safe));

    private static string Count(long numbers) => numbers switch
    {
        >= 999_500 => string.Create(CultureInfo.InvariantCulture, $"{numbers / 1e6:0.0} M"),
        >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{numbers / 1e3:0.0} k"),
        _ => numbers.ToString(CultureInfo.InvariantCulture),
    };

    private static Grid Grid() => new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));

    private static string Here(ModelListing model) => !model.Here ? ""
        : model.VariantsHere.Count > 0 ? $"[green]{Terminal.Safe(string.Join(' ', model.VariantsHere))}[/]"
        : model.Variants.Count > 0 ? "[yellow]in part[/]" : "[green]yes[/]";

    private static string Languages(IReadOnlyList<string> languages) => languages.Count == 0 ? "any" : languages[0] == "mul" ? "many" : Terminal.Safe(string.Join(' ', languages));
}
