using System.Globalization;
using System.Text;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation;

/// <summary>An evaluation as Markdown, to be committed.</summary>
internal static class MarkdownTables
{
    public static string Write(EvaluationReport report, string command, string machine)
    {
        var text = new StringBuilder();
        WriteHead(text, report, command, machine);
        WriteCalls(text, report);
        WriteFindings(text, report);
        WriteTags(text, report);
        return text.ToString();
    }

    private static void WriteHead(StringBuilder text, EvaluationReport report, string command, string machine)
    {
        text.Append("# Evaluation on the sample calls\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Command: `{command}`\\\nMachine: {machine}\\\n");
        text.Append(CultureInfo.InvariantCulture, $"Models: {string.Join(", ", report.Models.Select(m => $"{m.Name} {m.Version}"))}\n\n");
        text.Append("| measure | value |\n|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| audio | {report.AudioSeconds:0} s in {report.Calls.Count(c => c.WordErrors is not null)} calls |\n");
        text.Append(CultureInfo.InvariantCulture, $"| time | {report.Elapsed.TotalSeconds:0.0} s, {report.AudioSeconds / report.Elapsed.TotalSeconds:0.0} × real time |\n");
        text.Append(CultureInfo.InvariantCulture, $"| peak memory | {report.PeakMemoryBytes / 1048576.0:0} MiB |\n");
        foreach (var failure in report.Failures) text.Append(CultureInfo.InvariantCulture, $"| failed | {failure} |\n");
    }

    private static void WriteCalls(StringBuilder text, EvaluationReport report)
    {
        text.Append("\n## Words and talk ratio\n\n| call | word error rate | talk ratio | truth | off by, points |\n|---|---|---|---|---|\n");
        foreach (var call in report.Calls.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            var off = call.TalkRatio is { } got && call.TrueTalkRatio is { } truth ? Number((got - truth) * 100, "+0.0;-0.0;0.0") : "–";
            text.Append(CultureInfo.InvariantCulture, $"| {call.Name} | {(call.WordErrors is { } errors ? Percent(errors.Rate) : "written")} | {Share(call.TalkRatio)} | {Share(call.TrueTalkRatio)} | {off} |\n");
        }

        var all = report.Calls.Aggregate(default(WordErrors), (sum, call) => sum + (call.WordErrors ?? default));
        text.Append(CultureInfo.InvariantCulture, $"| **all** | **{Percent(all.Rate)}** of {all.Words} words | | | |\n");
    }

    private static void WriteFindings(StringBuilder text, EvaluationReport report)
    {
        text.Append("\n## Findings\n\n\"Heard\" is the whole path from sound; \"read\" is the language stage on the words that were really said.\n\n");
        text.Append("| measure | heard | read |\n|---|---|---|\n");
        Row("next steps, precision", f => Percent(f.NextSteps.Precision));
        Row("next steps, recall", f => $"{f.NextSteps.Recalled} of {f.NextSteps.Expected}");
        Row("owner right, of those found", f => $"{f.RightOwner} of {f.MatchedSteps}");
        Row("due date exact, of those found", f => $"{f.RightDue} of {f.MatchedSteps}");
        Row("objections, precision", f => Percent(f.Objections.Precision));
        Row("objections, recall", f => $"{f.Objections.Recalled} of {f.Objections.Expected}");
        Row("answered or not right, of those found", f => $"{f.RightAnswered} of {f.MatchedObjections}");

        void Row(string name, Func<FindingScores, string> value) =>
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {value(report.HeardFindings)} | {value(report.ReadFindings)} |\n");
    }

    private static void WriteTags(StringBuilder text, EvaluationReport report)
    {
        text.Append("\n## Tags\n\n| tag | expected | heard: precision | recall | F1 | read: precision | recall | F1 |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var tag in Tags.All)
        {
            var (heard, read) = (report.HeardTags.ByTag[tag], report.ReadTags.ByTag[tag]);
            text.Append(CultureInfo.InvariantCulture, $"| `{tag}` | {read.Expected} | {Cells(heard)} | {Cells(read)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"| **macro F1** | | | | **{Percent(report.HeardTags.MacroF1)}** | | | **{Percent(report.ReadTags.MacroF1)}** |\n");
    }

    private static string Cells(DetectionScore score) => $"{Percent(score.Precision)} | {Percent(score.Recall)} | {Percent(score.F1)}";

    private static string Percent(double share) => Number(share * 100, "0.0") + " %";

    private static string Share(double? value) => value is { } share ? Number(share, "0.000") : "–";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
