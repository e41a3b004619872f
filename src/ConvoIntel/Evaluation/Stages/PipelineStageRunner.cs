using ConvoIntel.Conversations;
using ConvoIntel.Evaluation.Formats;
using ConvoIntel.Evaluation.Sets;

namespace ConvoIntel.Evaluation.Stages;

/// <summary>The whole path, as <c>convointel process</c> runs it.</summary>
internal sealed class PipelineStageRunner(ConversationPipeline pipeline)
{
    public static bool CanJudge(EvaluationItem item) => item.Audio is not null && (item.Reference.Words ?? item.Reference.Tags ?? item.Reference.Speakers) is not null;

    public Task RunAsync(StageRun run, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        run.ByConditionAsync(EvaluationStage.Pipeline, run.Set.Items.Where(CanJudge), async items =>
        {
            var byPath = items.ToDictionary(item => item.Audio!, StringComparer.Ordinal);
            var seconds = 0.0;
            await foreach (var outcome in pipeline.ProcessAsync(byPath.Keys, progress, cancellationToken).ConfigureAwait(false))
            {
                if (!byPath.TryGetValue(outcome.Path, out var item)) continue;
                if (Failure(outcome) is { } failure) run.Problems.Add(new EvaluationProblem(EvaluationProblem.Relative(run.Set.Root, outcome.Path), failure.Problem, failure.Remedy));
                else seconds += Take(run, item, outcome.Result!);
            }

            return seconds;
        });

    private static ProcessingFailure? Failure(ConversationOutcome outcome) => outcome switch
    {
        { Failure: { } failure } => failure,
        { Result.Conversation.Kind: ConversationKind.Transcript } => new ProcessingFailure(FailureReason.SidecarInvalid,
            "its sidecar holds a transcript, which was read in place of the sound", "Take 'transcript' out of the sidecar to judge the recogniser."),
        _ => null,
    };

    private static double Take(StageRun run, EvaluationItem item, ConversationResult result)
    {
        var annotation = AnnotationJson.OfResult(result, item.Audio!);
        run.Add(item, heard => heard with { Whole = new Annotations([annotation]), AudioSeconds = result.Conversation.Duration });
        foreach (var model in result.Models) run.Models.TryAdd($"{model.Kind} {model.Name}", new EvaluatedModel(model.Kind, model.Name, model.Version, null));
        return result.Conversation.Duration;
    }
}
