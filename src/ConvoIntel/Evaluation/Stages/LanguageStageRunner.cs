using ConvoIntel.Conversations;
using ConvoIntel.Evaluation.Sets;
using ConvoIntel.Ingestion;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation.Stages;

/// <summary>Language alone, on the words that were really said: what a perfect recogniser would bring.</summary>
internal sealed class LanguageStageRunner(IRecordingSource ingestion, IConversationReader understanding)
{
    public static bool CanJudge(EvaluationItem item) => Source(item) is not null;

    public async Task RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        foreach (var model in understanding.Models) run.Models.TryAdd($"{model.Kind} {model.Name}", new EvaluatedModel(model.Kind, model.Name, model.Version, null));
        await run.ByConditionAsync(EvaluationStage.Tagger, run.Set.Items.Where(CanJudge), async items =>
        {
            foreach (var item in items)
            {
                await run.GuardAsync(item, async () =>
                {
                    var truth = Source(item)!;
                    var recording = await RecordingAsync(item, truth, cancellationToken).ConfigureAwait(false);
                    var reading = understanding.Read(recording, [.. truth.Utterances.Select(u => u with { Tags = [] })]);
                    run.Add(item, heard => heard with
                    {
                        Read = truth with { Utterances = reading.Utterances, Objections = reading.Objections, NextSteps = reading.NextSteps },
                    });
                    return 0;
                }).ConfigureAwait(false);
            }

            return 0;
        }).ConfigureAwait(false);
    }

    private static Annotation? Source(EvaluationItem item) => item.Reference.Tags ?? item.Reference.NextSteps ?? item.Reference.Objections;

    /// <summary>The recording's own facts where there is one; the reference's start counts before its file's time.</summary>
    private async Task<Recording> RecordingAsync(EvaluationItem item, Annotation truth, CancellationToken cancellationToken)
    {
        if (item.Audio is not null)
        {
            var recording = await ingestion.ReadAsync(item.Audio, cancellationToken).ConfigureAwait(false);
            return truth.StartTime is { } start ? recording with { Conversation = recording.Conversation with { StartTime = start } } : recording;
        }

        return new Recording
        {
            Path = truth.Path,
            Participants = [],
            Conversation = new Conversation
            {
                Id = item.Name,
                Name = truth.Name,
                Source = Path.GetFileName(truth.Path),
                ContentHash = "",
                Kind = ConversationKind.Transcript,
                StartTime = truth.StartTime ?? DateTimeOffset.UnixEpoch,
            },
        };
    }
}
