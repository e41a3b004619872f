using System.Globalization;
using System.Text;
using ConvoIntel.Evaluation.Measures;
using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Evaluation.Stages;

namespace ConvoIntel.Evaluation.Results;

/// <summary>A report as Markdown, to be read or committed.</summary>
internal static class EvaluationMarkdown
{
    /// <summary>More calls than a person reads; they stand in the JSON.</summary>
    private const int MostCalls = 60;

    /// <summary>More columns than a page holds.</summary>
    private const int MostConditions = 8;

    internal const string Nothing = "–";

    public static string Write(EvaluationReport report)
    {
        var text = new StringBuilder();
        WriteHead(text, report);
        foreach (var conditions in report.Conditions.Chunk(MostConditions)) WriteMeasures(text, conditions);
        TagTable.Write(text, report);
        WriteTimings(text, report);
        WriteCalls(text, report);
        WriteList(text, "Left out", report.Problems.Select(problem => $"{problem.File}: {problem.Problem}. {problem.Remedy}"));
        WriteList(text, "Notes", report.Notes);
        return text.ToString();
    }

    private static void WriteHead(StringBuilder text, EvaluationReport report)
    {
        text.Append(CultureInfo.InvariantCulture, $"# Evaluation: {Cell(report.Set)}{(report.Label is { } label ? $", {Cell(label)}" : "")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Command: `{report.Command}`\\\nDate: {report.Date:yyyy-MM-dd HH:mm} UTC\\\nMachine: {report.Machine}\\\n");
        text.Append(CultureInfo.InvariantCulture, $"Data: SHA-256 {report.SetHash[..16]}…, {report.Calls.Count} calls, {(report.Calls.Sum(call => call.AudioSeconds) is > 0 and var seconds ? $"{Audio(seconds)} of audio" : "no audio")}\\\n");
        text.Append(CultureInfo.InvariantCulture, $"Judged: {(report.Models.Count == 0 ? "files of hypotheses" : string.Join(", ", report.Models.Select(Name)))}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"In brackets: 95 % interval by {report.Resamples} resamples over calls, seed {report.Seed}; none for fewer than {Bootstrap.LeastCalls} calls. Collar {Figures.Text(report.Collar, "0.##")} s.\n");
    }

    private static void WriteMeasures(StringBuilder text, IReadOnlyList<ConditionScores> conditions)
    {
        var measures = AllMeasures.All.Where(measure => !IsTag(measure) && conditions.Any(c => c.Measures.ContainsKey(measure.Key))).ToList();
        if (measures.Count == 0) return;
        Head(text, ["measure", .. conditions.Select(c => Cell(c.Name))]);
        Row(text, ["calls", .. conditions.Select(c => c.Calls.ToString(CultureInfo.InvariantCulture))]);
        Row(text, ["audio", .. conditions.Select(c => Audio(c.AudioSeconds))]);
        foreach (var measure in measures)
            Row(text, [measure.Label, .. conditions.Select(c => Figures.Of(c.Measures.TryGetValue(measure.Key, out var estimate) ? estimate : null, measure.Unit))]);
    }

    private static void WriteTimings(StringBuilder text, EvaluationReport report)
    {
        if (report.Timings.Count == 0) return;
        text.Append("\n## Speed and memory\n");
        Head(text, ["stage", "condition", "calls", "audio", "time", "real-time factor", "peak memory"]);
        foreach (var t in report.Timings)
        {
            var factor = t.RealTimeFactor is { } f ? $"{Figures.Text(f, "0.0000")} ({Figures.Text(1 / f, "0.0")} × real time)" : Nothing;
            Row(text, [Name(t.Stage), Cell(t.Condition), t.Calls.ToString(CultureInfo.InvariantCulture), Audio(t.AudioSeconds),
                $"{Figures.Text(t.ElapsedSeconds, "0.0")} s", factor, $"{Figures.Text(t.PeakMemoryBytes / 1048576.0, "0")} MiB"]);
        }
    }

    private static void WriteCalls(StringBuilder text, EvaluationReport report)
    {
        if (report.Calls.Count > MostCalls) return;
        (string Head, Func<CallScores, string> Cell)[] columns =
        [
            ("audio", call => Audio(call.AudioSeconds)), ("word error rate", call => Measured("wer", call)), ("diarization error rate", call => Measured("der", call)),
            ("voice F1", call => Measured("voice.f1", call)), ("talk ratio", call => Share(call.TalkRatio)), ("truth", call => Share(call.TrueTalkRatio)),
        ];
        var shown = columns.Where(column => report.Calls.Any(call => column.Cell(call) != Nothing)).ToList();
        if (shown.Count == 0) return;
        text.Append("\n## Calls\n");
        Head(text, ["call", "condition", .. shown.Select(column => column.Head)]);
        foreach (var call in report.Calls) Row(text, [Cell(call.Name), Cell(string.Join(", ", call.Conditions)), .. shown.Select(column => column.Cell(call))]);
    }

    private static string Measured(string key, CallScores call)
    {
        var measure = AllMeasures.All.First(m => m.Key == key);
        return measure.Parts(call) is { } parts && measure.Value(parts) is { } value ? Figures.One(value, measure.Unit) : Nothing;
    }

    private static string Share(double? value) => value is { } share ? Figures.Text(share, "0.000") : Nothing;

    private static void WriteList(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
        foreach (var line in all) text.Append(CultureInfo.InvariantCulture, $"- {Cell(line)}\n");
    }

    internal static void Head(StringBuilder text, IReadOnlyList<string> cells)
    {
        text.Append('\n');
        Row(text, cells);
        Row(text, [.. cells.Select(_ => "---")]);
    }

    internal static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>A name out of a file as plain text of one cell.</summary>
    internal static string Cell(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Replace("|", "\\|", StringComparison.Ordinal);

    internal static string Name(EvaluatedModel model) => $"{Cell(model.Name)} {Cell(model.Version)}{(model.Hash is { } hash && hash != model.Version ? $" ({hash})" : "")}";

    private static string Name(EvaluationStage stage) => stage.ToString().ToLowerInvariant();

    private static bool IsTag(Measure measure) => measure.Key.Contains(".tag.", StringComparison.Ordinal);

    private static string Audio(double seconds) => seconds > 0 ? $"{(int)seconds / 60}:{(int)seconds % 60:00}" : Nothing;
}
