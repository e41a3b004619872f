using System.Globalization;
using System.Text;
using ConvoIntel.Evaluation.Measures;

namespace ConvoIntel.Evaluation.Results;

/// <summary>A comparison as Markdown.</summary>
internal static class ComparisonMarkdown
{
    public static string Write(EvaluationComparison comparison)
    {
        var text = new StringBuilder();
        var (a, b) = (comparison.A, comparison.B);
        text.Append(CultureInfo.InvariantCulture, $"# Comparison: {EvaluationMarkdown.Cell(a.Label)} (a) and {EvaluationMarkdown.Cell(b.Label)} (b)\n\n");
        foreach (var (name, side) in new[] { ("a", a), ("b", b) })
        {
            var models = side.Models.Count == 0 ? "files of hypotheses" : string.Join(", ", side.Models.Select(EvaluationMarkdown.Name));
            text.Append(CultureInfo.InvariantCulture, $"{name}: {models}; data SHA-256 {side.SetHash[..16]}…; {side.Machine}; {side.Date:yyyy-MM-dd HH:mm} UTC; `{side.Command}`\\\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Paired bootstrap over calls, {comparison.Resamples} resamples, seed {comparison.Seed}; differences of shares in percentage points.\n");
        if (comparison.DifferentData) text.Append("\n**The two were measured on different data; only calls of the same names are compared.**\n");
        if (comparison.Unpaired.Count > 0) text.Append(CultureInfo.InvariantCulture, $"\nOnly in one of the two, and left out: {EvaluationMarkdown.Cell(string.Join(", ", comparison.Unpaired))}.\n");
        foreach (var condition in comparison.Conditions) Write(text, condition);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ComparedCondition condition)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {EvaluationMarkdown.Cell(condition.Name)}\n");
        EvaluationMarkdown.Head(text, ["measure", "calls", "a", "b", "b − a", "95 % interval", "b better in"]);
        foreach (var measure in AllMeasures.All)
        {
            if (!condition.Measures.TryGetValue(measure.Key, out var d)) continue;
            var interval = d is { Low: { } low, High: { } high } ? $"{Figures.Change(low, measure.Unit)} to {Figures.Change(high, measure.Unit)}" : "–";
            EvaluationMarkdown.Row(text, [measure.Label, d.Calls.ToString(CultureInfo.InvariantCulture), Figures.One(d.A, measure.Unit), Figures.One(d.B, measure.Unit),
                Figures.Change(d.B - d.A, measure.Unit), interval, d.Better is { } better ? Figures.One(better, MeasureUnit.Percent) : "–"]);
        }
    }
}
