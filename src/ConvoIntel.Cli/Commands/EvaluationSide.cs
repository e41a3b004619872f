using ConvoIntel.Cli.Rendering;
using ConvoIntel.Evaluation;
using ConvoIntel.Evaluation.Results;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoIntel.Cli.Commands;

/// <summary>One evaluation: run now, or read from a file.</summary>
internal static class EvaluationSide
{
    /// <summary>Whether an argument names a file that <c>--json</c> wrote; what is not JSON with that schema is a model or settings.</summary>
    public static bool IsResult(string side) =>
        IsJson(side) && File.ReadLines(side).Take(3).Any(line => line.Contains("\"convointel/evaluation/", StringComparison.Ordinal));

    /// <summary>A result is read; settings or a model are run on the request's folder.</summary>
    public static Task<EvaluationReport> GetAsync(string side, EvaluationRequest request, HostSettings host, CancellationToken cancellationToken)
    {
        if (IsResult(side)) return EvaluationJson.ReadAsync(side, cancellationToken);
        var own = IsJson(side) ? host with { Configuration = new FileInfo(side) } : host with { WhisperModel = side };
        return RunAsync(request with { Label = side }, own, cancellationToken);
    }

    public static async Task<EvaluationReport> RunAsync(EvaluationRequest request, HostSettings host, CancellationToken cancellationToken)
    {
        await using var services = ConvoIntelHost.BuildEvaluation(host);
        var evaluator = services.GetRequiredService<Evaluator>();
        EvaluationReport? report = null;
        await ProcessProgress.ShowAsync([request.Path], async progress => report = await evaluator.EvaluateAsync(request, progress, cancellationToken));
        return report!;
    }

    private static bool IsJson(string side) => side.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(side);
}
