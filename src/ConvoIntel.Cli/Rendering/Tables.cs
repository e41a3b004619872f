using Spectre.Console;

namespace ConvoIntel.Cli.Rendering;

internal static class Tables
{
    /// <summary>A table with a line under its head and no frame.</summary>
    public static Table Plain(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn($"[grey]{column}[/]"));
        return table;
    }
}
