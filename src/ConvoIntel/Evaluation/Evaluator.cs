using ConvoIntel.Evaluation.Measures;
using ConvoIntel.Evaluation.Results;
using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Evaluation.Sets;
using ConvoIntel.Evaluation.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoIntel.Evaluation;

/// <summary>The way of an evaluation: <see cref="EvaluateAsync"/> is the map.</summary>
/// <param name="services">Stages are taken from it when they first run: what is scored from files loads no model.</param>
/// <param name="time">For the date of the report.</param>
internal sealed class Evaluator(IServiceProvider services, TimeProvider time)
{
    /// <exception cref="ConvoIntelException">There is no such folder, or a model cannot be used.</exception>
    public async Task<EvaluationReport> EvaluateAsync(EvaluationRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        // 1. The calls and their truth.
        var set = await EvaluationSetReader.ReadAsync(request.Path, cancellationToken).ConfigureAwait(false);
        // 2. What somebody else, or the product, makes of them.
        var run = new StageRun(set);
        var notes = new List<string>(set.Notes);
        if (request.Hypotheses is { } folder) await HypothesisReader.ReadAsync(run, folder, notes, cancellationToken).ConfigureAwait(false);
        else await RunStagesAsync(run, Chosen(request, set), progress, cancellationToken).ConfigureAwait(false);
        // 3. Scores of each call, then figures over them.
        var scorer = new CallScorer(request.Collar);
        var calls = set.Items.Where(item => run.Heard.ContainsKey(item.Name)).Select(item => scorer.Score(item, run.Heard[item.Name])).Where(call => call.Any).ToList();
        return new EvaluationReport
        {
            Set = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Path))),
            SetHash = set.Hash,
            Label = request.Label,
            Command = request.Command,
            Machine = Machine.Describe(),
            Date = time.GetUtcNow(),
            Collar = request.Collar,
            Resamples = request.Resamples,
            Seed = request.Seed,
            Models = Hashed(run.Models.Values),
            Conditions = ConditionScores.Of(calls, new Bootstrap(request.Resamples, request.Seed)),
            Timings = run.Timings,
            Calls = calls,
            Problems = [.. set.Problems, .. run.Problems],
            Notes = notes,
        };
    }

    /// <summary>Without a choice, all that the references can judge; who spoke when comes with the whole path, where words are asked for too.</summary>
    private static IReadOnlyList<EvaluationStage> Chosen(EvaluationRequest request, EvaluationSet set)
    {
        if (request.Stages.Count > 0) return request.Stages;
        var stages = new List<EvaluationStage>();
        if (set.Items.Any(item => item.Audio is not null && (item.Reference.Words ?? item.Reference.Tags) is not null)) stages.Add(EvaluationStage.Pipeline);
        if (set.Items.Any(item => SpeakerStageRunner.CanJudge(item) && item.Reference.Words is null)) stages.Add(EvaluationStage.Diarization);
        if (set.Items.Any(VoiceStageRunner.CanJudge)) stages.Add(EvaluationStage.Vad);
        if (set.Items.Any(LanguageStageRunner.CanJudge)) stages.Add(EvaluationStage.Tagger);
        return stages;
    }

    private async Task RunStagesAsync(
        StageRun run, IReadOnlyList<EvaluationStage> stages, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (var stage in stages.Distinct().Order())
        {
            await (stage switch
            {
                EvaluationStage.Pipeline => Get<PipelineStageRunner>().RunAsync(run, progress, cancellationToken),
                EvaluationStage.Vad => Get<VoiceStageRunner>().RunAsync(run, cancellationToken),
                EvaluationStage.Diarization => Get<SpeakerStageRunner>().RunAsync(run, cancellationToken),
                _ => Get<LanguageStageRunner>().RunAsync(run, cancellationToken),
            }).ConfigureAwait(false);
        }
    }

    private T Get<T>() => ActivatorUtilities.CreateInstance<T>(services);

    private IReadOnlyList<EvaluatedModel> Hashed(IEnumerable<EvaluatedModel> models) =>
        models.ToList() is { Count: > 0 } used ? [.. used.Select(Get<ModelHash>().Add)] : [];
}
