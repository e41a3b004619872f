using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Evaluation;
using ConvoIntel.Evaluation.Measures;
using ConvoIntel.Evaluation.Results;
using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.Evaluation.Stages;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel evaluate</c>: how right the product, a model or another system is on calls whose truth is known.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "Recordings with references beside them (STM, CTM, RTTM, WebVTT, SRT or JSON of the same names; subfolders are conditions), or one file of references.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var hypotheses = new Option<string?>("--hypotheses") { Description = "Folder of what another system made of the calls, in the same formats; no model is run." };
        var stages = new Option<EvaluationStage[]>("--stage")
        {
            Description = "pipeline (the whole path), vad, diarization, or tagger (on the words of the references). May be repeated. [default: all that the references can judge]",
            AllowMultipleArgumentsPerToken = true,
        };
        stages.AcceptOnlyFromAmong([.. Enum.GetNames<EvaluationStage>().Select(name => name.ToLowerInvariant())]);
        var compare = new Option<string[]>("--compare")
        {
            Description = "Two sides, a and b: results that --json wrote, Whisper models by name or folder, or JSON files of settings. What is no result is run on the folder.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var differentData = new Option<bool>("--different-data") { Description = "Compare results of different data all the same, over the calls of the same names." };
        var output = new Option<FileInfo?>("--out", "-o") { Description = "Markdown file to write. [default: standard output]" };
        var json = new Option<FileInfo?>("--json") { Description = "JSON file to write, with the counts of each call; --compare reads it." };
        var collar = Number("--collar", DiarizationErrors.DefaultCollar, 0, 5, "Seconds left out on each side of a speaker's boundary.");
        var resamples = Number("--resamples", Bootstrap.DefaultResamples, 100, 100_000, "Resampled sets behind each interval.");
        var seed = Number("--seed", Bootstrap.DefaultSeed, 0, int.MaxValue, "Seed of the resampling.");
        var settings = HostSettings.Options();

        var command = new Command("evaluate", "Measure words, speakers, voice activity, tags and next steps against calls whose truth is known.")
        {
            folder, hypotheses, stages, compare, differentData, output, json, collar, resamples, seed,
        };
        settings.AddTo(command);
        command.Validators.Add(result =>
        {
            var sides = result.GetValue(compare);
            if (result.GetValue(folder) is null && (sides is not { Length: 2 } || !sides.All(EvaluationSide.IsResult)))
                result.AddError("Name a folder to evaluate, or two results with --compare.");
            if (sides is { Length: > 0 } && result.GetValue(hypotheses) is not null)
                result.AddError("--compare runs models or reads results; score each folder of hypotheses with --json first, then compare those.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new EvaluationRequest
            {
                Path = parsed.GetValue(folder) ?? "",
                Hypotheses = parsed.GetValue(hypotheses),
                Stages = parsed.GetValue(stages) ?? [],
                Command = "convointel " + string.Join(' ', parsed.Tokens.Select(token => Quoted(token.Value))),
                Collar = parsed.GetValue(collar),
                Resamples = (int)parsed.GetValue(resamples),
                Seed = (int)parsed.GetValue(seed),
            };
            var host = settings.Read(parsed, new BookPlace(new()));
            var files = (parsed.GetValue(output), parsed.GetValue(json));
            return parsed.GetValue(compare) is { Length: 2 } sides
                ? await CompareAsync(sides, request, host, parsed.GetValue(differentData), files, cancellationToken)
                : await EvaluateAsync(request, host, files, cancellationToken);
        });
        return command;
    }

    private static async Task<int> EvaluateAsync(EvaluationRequest request, HostSettings host, (FileInfo? Markdown, FileInfo? Json) files, CancellationToken cancellationToken)
    {
        var report = await EvaluationSide.RunAsync(request, host, cancellationToken);
        await WriteAsync(EvaluationMarkdown.Write(report), () => EvaluationJson.Write(report), files, cancellationToken);
        return Finish([report]);
    }

    private static async Task<int> CompareAsync(
        string[] sides, EvaluationRequest request, HostSettings host, bool differentData, (FileInfo? Markdown, FileInfo? Json) files, CancellationToken cancellationToken)
    {
        var reports = new List<EvaluationReport>();
        foreach (var side in sides) reports.Add(await EvaluationSide.GetAsync(side, request, host, cancellationToken));
        var comparison = EvaluationComparison.Of(reports[0], reports[1], differentData);
        await WriteAsync(ComparisonMarkdown.Write(comparison), () => EvaluationJson.Write(comparison), files, cancellationToken);
        return Finish(reports);
    }

    private static async Task WriteAsync(string markdown, Func<string> json, (FileInfo? Markdown, FileInfo? Json) files, CancellationToken cancellationToken)
    {
        try
        {
            if (files.Markdown is { } page) await SaveAsync(page, markdown, cancellationToken);
            else Console.Out.Write(markdown);
            if (files.Json is { } document) await SaveAsync(document, json(), cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // An hour of measuring is not lost for a folder that cannot be written to.
            if (files.Markdown is not null) Console.Out.Write(markdown);
            throw new ConvoIntelException(FailureReason.ResultNotWritten, files.Markdown?.FullName ?? files.Json!.FullName,
                $"the result cannot be written ({fault.Message.TrimEnd('.')})", "Choose another file for --out or --json.", fault);
        }
    }

    private static async Task SaveAsync(FileInfo file, string text, CancellationToken cancellationToken)
    {
        file.Directory?.Create();
        await File.WriteAllTextAsync(file.FullName, text, cancellationToken);
    }

    private static int Finish(IReadOnlyList<EvaluationReport> reports)
    {
        foreach (var problem in reports.SelectMany(report => report.Problems).Distinct())
            Terminal.Error.MarkupLine($"[red]left out[/] {Terminal.Safe(problem.File)}: {Terminal.Safe(problem.Problem)}. {Terminal.Safe(problem.Remedy)}");
        if (reports.Any(report => report.Calls.Count == 0))
        {
            Terminal.Error.MarkupLine("[yellow]Nothing could be measured:[/] no recording has a reference that these stages can be judged by. "
                + "Put x.stm, x.rttm, x.vtt or x.json beside x.wav; `convointel evaluate --help` says more.");
            return ExitCodes.Unusable;
        }

        return reports.All(report => report.Problems.Count == 0) ? ExitCodes.Success : ExitCodes.Incomplete;
    }

    private static Option<double> Number(string name, double standard, double least, double most, string description)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<double>() is var number && !(number >= least && number <= most)) value.AddError($"{name} takes a number from {least} to {most}.");
        });
        return option;
    }

    private static string Quoted(string word) => word.Any(char.IsWhiteSpace) ? $"\"{word}\"" : word;
}
