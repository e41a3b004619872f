using ConvoIntel.Decoding;
using ConvoIntel.Evaluation.Sets;
using ConvoIntel.Scoring;
using ConvoIntel.Segmentation;

namespace ConvoIntel.Evaluation.Stages;

/// <summary>Voice activity: the spans that the product cuts, and the frames that the model alone calls speech, in any channel.</summary>
internal sealed class VoiceStageRunner(IAudioDecoder decoding, ISpeechSegmenter segmentation, IVoiceActivityModel model)
{
    /// <summary>A frame is speech from this probability on.</summary>
    private const float Threshold = 0.5f;

    public static bool CanJudge(EvaluationItem item) => item.Audio is not null && item.Reference.Times is not null;

    public async Task RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        run.Models.TryAdd($"{model.Info.Kind} {model.Info.Name}", new EvaluatedModel(model.Info.Kind, model.Info.Name, model.Info.Version, null));
        // 1. As the product does it, timed.
        await run.ByConditionAsync(EvaluationStage.Vad, run.Set.Items.Where(CanJudge), items => EachAsync(run, items, async item =>
        {
            var (spans, seconds) = await SegmentAsync(item.Audio!, cancellationToken).ConfigureAwait(false);
            run.Add(item, heard => heard with { Voice = spans, AudioSeconds = seconds });
            return seconds;
        })).ConfigureAwait(false);
        // 2. The model alone: what a better use of it could bring.
        await EachAsync(run, [.. run.Set.Items.Where(item => CanJudge(item) && run.Heard.ContainsKey(item.Name))], async item =>
        {
            var frames = await FramesAsync(item.Audio!, cancellationToken).ConfigureAwait(false);
            run.Add(item, heard => heard with { VoiceModel = frames });
            return 0;
        }).ConfigureAwait(false);
    }

    private static async Task<double> EachAsync(StageRun run, IReadOnlyList<EvaluationItem> items, Func<EvaluationItem, Task<double>> listen)
    {
        var seconds = 0.0;
        foreach (var item in items) seconds += await run.GuardAsync(item, () => listen(item)).ConfigureAwait(false);
        return seconds;
    }

    private async Task<(List<Interval> Spans, double Seconds)> SegmentAsync(string path, CancellationToken cancellationToken)
    {
        await using var audio = await decoding.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        var meter = new AudioMeter(audio, path, progress: null);
        var spans = new List<Interval>();
        await foreach (var segment in segmentation.SegmentAsync(meter.ReadAsync(cancellationToken), [], cancellationToken).ConfigureAwait(false))
            spans.Add(new Interval(segment.Start, segment.End));
        return (spans, meter.Seconds);
    }

    private async Task<List<Interval>> FramesAsync(string path, CancellationToken cancellationToken)
    {
        await using var audio = await decoding.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        var channels = audio.Description.Channels;
        using var detector = model.CreateDetector(channels);
        var (frames, probabilities) = (new FrameBuffer(channels, model.FrameSamples), new float[channels]);
        var (spoken, count) = (new List<Interval>(), 0);
        await foreach (var block in audio.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            for (var read = 0; frames.Fill(block.Channels, ref read); frames.Clear()) Hear();
        }

        if (frames.FillWithSilence()) Hear();
        return spoken;

        void Hear()
        {
            detector.Process(frames.All, probabilities);
            if (probabilities.Max() >= Threshold) spoken.Add(new Interval(Seconds(count), Seconds(count + 1)));
            count++;
        }
    }

    private double Seconds(int frame) => (double)frame * model.FrameSamples / AudioDescription.SampleRate;
}
