using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>One recording on its way through the stage, all channels in step.</summary>
internal sealed class SegmentationRun : IDisposable
{
    private readonly ChannelSegmenter[] channels;
    private readonly IVoiceActivityDetector detector;
    private readonly CrosstalkGate crosstalk;
    private readonly FrameBuffer frames;
    private readonly float[] probabilities;
    private readonly PipelineMeter.StageClock model = PipelineMeter.Clock("voice activity model");

    public SegmentationRun(IVoiceActivityModel voiceActivity, SegmentationOptions options, int channelCount)
    {
        channels = [.. Enumerable.Range(0, channelCount).Select(i => new ChannelSegmenter(i, options, voiceActivity.FrameSamples))];
        detector = voiceActivity.CreateDetector(channelCount);
        crosstalk = new CrosstalkGate(channelCount, options);
        frames = new FrameBuffer(channelCount, voiceActivity.FrameSamples);
        probabilities = new float[channelCount];
    }

    /// <summary>What was left out so far.</summary>
    public IEnumerable<string> Warnings => channels.Select(channel => channel.Crosstalk.Describe()).OfType<string>();

    /// <summary>Hears a block; returns the segments that ended in it.</summary>
    public IReadOnlyList<SpeechSegment> Take(AudioBlock block)
    {
        var found = new List<SpeechSegment>();
        for (var read = 0; frames.Fill(block.Channels, ref read);) Step(found);
        return found;
    }

    /// <summary>Ends the recording; returns the segments that were open.</summary>
    public IReadOnlyList<SpeechSegment> Finish()
    {
        var found = new List<SpeechSegment>();
        if (frames.FillWithSilence()) Step(found);
        foreach (var channel in channels) channel.Finish(frames.SamplesTaken, channels, found);
        return found;
    }

    public void Dispose()
    {
        detector.Dispose();
        model.Dispose();
    }

    private void Step(List<SpeechSegment> found)
    {
        model.Start();
        detector.Process(frames.All, probabilities);
        model.Stop();
        crosstalk.Apply(frames.All, probabilities);
        // All channels hear the frame before any of them closes a segment: crosstalk is judged against the others.
        for (var i = 0; i < channels.Length; i++) channels[i].Hear(frames.Channel(i));
        for (var i = 0; i < channels.Length; i++) channels[i].Advance(probabilities[i], frames.Channel(i), channels, found);
        frames.Clear();
    }
}
