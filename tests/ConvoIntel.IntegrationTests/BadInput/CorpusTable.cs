using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>The committed table of what became of the corpus.</summary>
internal static class CorpusTable
{
    public static string Write(IReadOnlyList<Verdict> verdicts)
    {
        var page = new StringBuilder();
        var faults = verdicts.Count(verdict => verdict.Fault is not null);
        var times = verdicts.Select(verdict => verdict.Elapsed.TotalSeconds).Order().ToArray();
        page.AppendLine("# Bad input").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"{verdicts.Count} files, made from the shipped samples by seeded damage, sent the whole way: ingestion, decoding, segmentation, recognition, understanding, attachment, every format that is written. {faults} ended in any other way than with a result that can be kept and read back, or with a reason, what is wrong and what to do.").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Time a file: half within {times[times.Length / 2]:0.00} s, 99 % within {times[times.Length * 99 / 100]:0.00} s, the longest {times[^1]:0.0} s. Peak memory of the process, models, test runner and corpus included: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB.").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Machine: {Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.OSDescription.Trim()}, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}; load average of the last quarter of an hour {Load()}. Command: `CONVOINTEL_BAD_INPUT=$PWD/benchmarks/results/bad-input.md dotnet test -c Release tests/ConvoIntel.IntegrationTests --filter CorpusTests.Process`.").AppendLine();
        Count(page, "By outcome", verdicts, verdict => verdict.Reason?.ToString() ?? "result");
        page.AppendLine("## By kind of file and outcome").AppendLine();
        var reasons = verdicts.Select(verdict => verdict.Reason).Distinct().OrderBy(reason => reason is null ? -1 : (int)reason).ToArray();
        page.AppendLine(CultureInfo.InvariantCulture, $"| file | all | {string.Join(" | ", reasons.Select(reason => reason?.ToString() ?? "result"))} |");
        page.AppendLine(CultureInfo.InvariantCulture, $"|---|---:|{string.Concat(reasons.Select(_ => "---:|"))}");
        foreach (var group in verdicts.GroupBy(verdict => verdict.Mutant.Kind.Split(':')[0]).OrderBy(group => group.Key, StringComparer.Ordinal))
            page.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {string.Join(" | ", reasons.Select(reason => group.Count(verdict => verdict.Reason == reason)))} |");
        if (faults > 0) page.AppendLine().AppendLine("## Faults").AppendLine();
        foreach (var verdict in verdicts.Where(verdict => verdict.Fault is not null)) page.AppendLine(CultureInfo.InvariantCulture, $"- {verdict.ToString().ReplaceLineEndings(" ")}");
        return page.ToString();
    }

    /// <summary>How busy the machine was: times mean little without it.</summary>
    private static string Load() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[2] : "unknown";

    private static void Count(StringBuilder page, string title, IReadOnlyList<Verdict> verdicts, Func<Verdict, string> by)
    {
        page.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine().AppendLine("| outcome | files |").AppendLine("|---|---:|");
        foreach (var group in verdicts.GroupBy(by).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
            page.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} |");
        page.AppendLine();
    }
}
