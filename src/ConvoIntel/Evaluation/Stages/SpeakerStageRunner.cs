using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Decoding;
using ConvoIntel.Diarization;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Evaluation.Sets;
using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.Ingestion;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;

namespace ConvoIntel.Evaluation.Stages;

/// <summary>
/// Who speaks when, without the recogniser: in one channel what the voices tell, else each span of speech goes to the diarizer as one word.
/// </summary>
internal sealed class SpeakerStageRunner(
    IRecordingSource ingestion, IAudioDecoder decoding, ISpeechSegmenter segmentation, IVoiceSeparator voices, ITurnBuilder diarization)
{
    public static bool CanJudge(EvaluationItem item) => item.Audio is not null && item.Reference.Speakers is not null;

    public Task RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        if (voices.Model is { } model) run.Models.TryAdd($"{model.Kind} {model.Name}", new EvaluatedModel(model.Kind, model.Name, model.Version, null));
        return run.ByConditionAsync(EvaluationStage.Diarization, run.Set.Items.Where(CanJudge), async items =>
        {
            var seconds = 0.0;
            foreach (var item in items)
            {
                seconds += await run.GuardAsync(item, async () =>
                {
                    var (spans, length) = await ListenAsync(item.Audio!, cancellationToken).ConfigureAwait(false);
                    run.Add(item, heard => heard with { Speakers = spans, AudioSeconds = length });
                    return length;
                }).ConfigureAwait(false);
            }

            return seconds;
        });
    }

    private async Task<(IReadOnlyList<SpeakerSpan> Spans, double Seconds)> ListenAsync(string path, CancellationToken cancellationToken)
    {
        var recording = await ingestion.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using var audio = await decoding.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        var meter = new AudioMeter(audio, path, progress: null);
        var segments = new List<TranscribedSegment>();
        var listener = audio.Description.Channels == 1 ? voices.Listen() : null;
        await foreach (var segment in segmentation.SegmentAsync(meter.ReadAsync(cancellationToken), [], cancellationToken).ConfigureAwait(false))
        {
            segments.Add(AsWord(segment, segments.Count));
            listener?.Hear(segment);
        }

        if (listener?.TellApart(VoiceParticipants.Expected(recording)) is { } told)
            return ([.. told.Turns.Select(turn => new SpeakerSpan(turn.Speaker.ToString(CultureInfo.InvariantCulture), turn.Start, turn.End))], meter.Seconds);
        var turns = diarization.Build(recording, audio.Description.Channels, segments, voices: null);
        return ([.. turns.Utterances.Select(turn => new SpeakerSpan(turn.Speaker, turn.Start, turn.End))], meter.Seconds);
    }

    /// <summary>Each word is its own, or the diarizer would take one channel's for an echo of another's.</summary>
    private static TranscribedSegment AsWord(SpeechSegment segment, int number)
    {
        var text = "s" + number.ToString(CultureInfo.InvariantCulture);
        return new TranscribedSegment
        {
            Channel = segment.Channel,
            Start = segment.Start,
            End = segment.End,
            Text = text,
            Words = [new Word { Text = text, Start = segment.Start, End = segment.End }],
        };
    }
}
