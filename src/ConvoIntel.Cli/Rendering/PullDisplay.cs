using System.Globalization;
using ConvoIntel.Models;
using ConvoIntel.Review;
using Spectre.Console;

namespace ConvoIntel.Cli.Rendering;

/// <summary>Progress of a pull: a bar a file on a terminal, a line now and then elsewhere.</summary>
internal static class PullDisplay
{
    public static async Task<PullResult> ShowAsync(string model, Func<IProgress<PullProgress>, Task<PullResult>> work)
    {
        if (!Terminal.Error.Profile.Capabilities.Interactive || Console.IsErrorRedirected) return await work(new PullLines(model, TimeProvider.System, Terminal.Error));
        var narrow = Terminal.Error.Profile.Width < 90;
        // Where there is no room for both, figures tell more than a bar.
        ProgressColumn[] columns = narrow
            ? [new TaskDescriptionColumn { Alignment = Justify.Left }, new PercentageColumn()]
            : [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn()];
        return await Terminal.Error.Progress()
            .AutoClear(false)
            .Columns(columns)
            .StartAsync(context => work(new PullBars(context, TimeProvider.System, narrow)));
    }

    /// <summary>How much of how much, how fast, how long still: what is not known is left out.</summary>
    public static string Describe(long done, long? total, double? rate)
    {
        var text = ByteText.Of(done);
        if (total is { } whole)
        {
            var of = ByteText.Of(whole);
            // 12.3 of 30.0 MB: the unit once, where it is the same.
            text = (text.Split(' ')[1] == of.Split(' ')[1] ? text.Split(' ')[0] : text) + " of " + of;
        }

        if (rate is { } speed) text += $", {ByteText.Of((long)speed)}/s";
        if (rate is > 0 && total is { } all && all > done) text += $", {Clock.Text((all - done) / rate.Value)} left";
        return text;
    }

    private sealed class PullBars(ProgressContext context, TimeProvider time, bool narrow) : IProgress<PullProgress>
    {
        private const int NarrowName = 14;

        private readonly Dictionary<string, ProgressTask> bars = [];
        private readonly RateMeter meter = new(time);

        public void Report(PullProgress value)
        {
            if (!bars.TryGetValue(value.File, out var bar))
            {
                meter.Pause();
                bars[value.File] = bar = context.AddTask(Name(value.File), maxValue: 1);
            }

            bar.IsIndeterminate = value.Total is null && value.Step is PullStep.Receiving;
            if (value.Total is > 0) bar.Value = (double)value.Done / value.Total.Value;
            switch (value.Step)
            {
                case PullStep.Receiving:
                    meter.Mark(value.Done);
                    bar.Description = Line(value.File, Describe(value.Done, value.Total, meter.Rate));
                    break;
                case PullStep.Waiting:
                    meter.Pause();
                    bar.Description = Line(value.File, value.Note ?? "");
                    break;
                default:
                    bar.Value = 1;
                    bar.Description = Line(value.File, value.Step is PullStep.Absent ? "not published, not needed" : ByteText.Of(value.Done));
                    bar.StopTask();
                    break;
            }
        }

        private string Line(string file, string text) => $"{Name(file)} [grey]{Terminal.Safe(text)}[/]";

        private string Name(string file)
        {
            var name = Path.GetFileName(file);
            return Terminal.Safe(narrow && name.Length > NarrowName ? name[..(NarrowName - 1)] + "…" : name);
        }
    }
}

/// <summary>Lines for logs and pipes: a file begins, passes each tenth of its way, waits, ends.</summary>
internal sealed class PullLines(string model, TimeProvider time, IAnsiConsole console) : IProgress<PullProgress>
{
    private readonly RateMeter meter = new(time);
    private string? current;
    private long tenths;

    public void Report(PullProgress value)
    {
        if (value.File != current)
        {
            current = value.File;
            tenths = value.Total is > 0 ? 10 * value.Done / value.Total.Value : 0;
            meter.Pause();
            if (value.Step is PullStep.Receiving && value.Done > 0)
                Write(value, $"goes on at {ByteText.Of(value.Done)}");
        }

        switch (value.Step)
        {
            case PullStep.Receiving:
                meter.Mark(value.Done);
                var passed = value.Total is > 0 ? 10 * value.Done / value.Total.Value : 0;
                if (passed <= tenths || passed == 10) return;
                tenths = passed;
                Write(value, PullDisplay.Describe(value.Done, value.Total, meter.Rate));
                break;
            case PullStep.Waiting:
                meter.Pause();
                if (value.Note != "checking") Write(value, value.Note ?? "");
                break;
            default:
                Write(value, value.Step is PullStep.Absent ? "not published, not needed" : string.Create(CultureInfo.InvariantCulture, $"done, {ByteText.Of(value.Done)}"));
                break;
        }
    }

    private void Write(PullProgress value, string text) => console.MarkupLine(
        $"[grey]{Terminal.Safe(model)} {value.Number}/{value.Count}[/] {Terminal.Safe(value.File)}: {Terminal.Safe(text)}");
}
