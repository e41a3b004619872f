using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ConvoIntel.Cli.Rendering;

/// <summary>Progress of a run, a line a call in flight; plain lines where nobody watches.</summary>
internal static class ProcessProgress
{
    public static Task ShowAsync(IReadOnlyList<string> paths, Func<IProgress<PipelineProgress>, Task> work) =>
        Terminal.Error.Profile.Capabilities.Interactive && !Console.IsErrorRedirected
            ? Terminal.Error.Progress()
                .AutoClear(true)
                .HideCompleted(true)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new SpinnerColumn())
                .StartAsync(context => work(new LiveBars(context)))
            : work(new PlainLines());

    private static string Describe(PipelineProgress progress, double rate) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Terminal.Safe(Path.GetFileName(progress.Path))}  [grey]{progress.Stage}{(rate > 0 ? $", {rate:0.0}× real time" : "")}[/]");

    private sealed class LiveBars(ProgressContext context) : IProgress<PipelineProgress>
    {
        private readonly ConcurrentDictionary<string, Lazy<(ProgressTask Bar, long Started)>> bars = new();

        public void Report(PipelineProgress value)
        {
            var (bar, started) = bars.GetOrAdd(value.Path, path => new(() => (context.AddTask(Describe(value, 0), maxValue: 1), Stopwatch.GetTimestamp()))).Value;
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            bar.Description = Describe(value, seconds > 0.5 ? value.AudioSeconds / seconds : 0);
            bar.IsIndeterminate = value.Fraction is null;
            if (value.Fraction is { } fraction) bar.Value = fraction;
            if (value.Stage is PipelineStage.Done) bar.StopTask();
        }
    }

    private sealed class PlainLines : IProgress<PipelineProgress>
    {
        private readonly ConcurrentDictionary<string, PipelineStage> stages = new();

        public void Report(PipelineProgress value)
        {
            if (stages.TryGetValue(value.Path, out var last) && last == value.Stage) return;
            stages[value.Path] = value.Stage;
            if (value.Stage is PipelineStage.Segmentation or PipelineStage.Done)
                Terminal.Error.MarkupLine($"[grey]{(value.Stage is PipelineStage.Done ? "done     " : "listening")}[/] {Terminal.Safe(Path.GetFileName(value.Path))}");
        }
    }
}
