using System.Globalization;
using System.Text;
using ConvoIntel.Evaluation.Measures;
using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation.Results;

/// <summary>Precision, recall and F1 of each tag, over all conditions together: a tag is too rare for less.</summary>
internal static class TagTable
{
    public static void Write(StringBuilder text, EvaluationReport report)
    {
        (string Name, Func<CallScores, IReadOnlyDictionary<string, Detections>?> Tags)[] all = [("heard", call => call.HeardTags), ("read", call => call.ReadTags)];
        var sides = all.Where(side => report.Calls.Any(call => side.Tags(call) is not null)).ToList();
        if (sides.Count == 0) return;
        text.Append("\n## Tags\n");
        EvaluationMarkdown.Head(text, ["tag", .. sides.SelectMany(side => new[] { $"{side.Name}: expected", "precision", "recall", "F1" })]);
        foreach (var tag in Tags.All) EvaluationMarkdown.Row(text, [$"`{tag}`", .. sides.SelectMany(side => Cells(report, side.Name, side.Tags, tag))]);
    }

    private static string[] Cells(EvaluationReport report, string side, Func<CallScores, IReadOnlyDictionary<string, Detections>?> tags, string tag)
    {
        var counts = report.Calls.Select(call => tags(call)?.GetValueOrDefault(tag) ?? default).Aggregate(default(Detections), (sum, call) => sum + call);
        Estimate? f1 = report.Conditions[0].Measures.TryGetValue($"{side}.tag.{tag}", out var estimate) ? estimate : null;
        return
        [
            counts.Expected.ToString(CultureInfo.InvariantCulture),
            Share(counts.Correct, counts.Found),
            Share(counts.Recalled, counts.Expected),
            Figures.Of(f1, MeasureUnit.Percent),
        ];
    }

    private static string Share(int part, int whole) => whole > 0 ? Figures.One((double)part / whole, MeasureUnit.Percent) : EvaluationMarkdown.Nothing;
}
