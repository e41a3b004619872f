using System.Numerics.Tensors;
using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>One channel on its way: its last samples, its open span, and what was left out of it.</summary>
internal sealed class ChannelSegmenter
{
    private readonly int channel;
    private readonly int frameSamples;
    private readonly int padding;
    private readonly SampleHistory history;
    private readonly SpeechSpanTracker tracker;
    private readonly CrosstalkDetector crosstalk;
    private long lastEnd;

    public ChannelSegmenter(int channel, SegmentationOptions options, int frameSamples)
    {
        this.channel = channel;
        this.frameSamples = frameSamples;
        padding = Samples(options.Padding);
        var longest = Samples(options.MaximumSegment + options.Pause) + (4 * frameSamples) + (2 * CrosstalkDetector.LagSamples);
        history = new SampleHistory(longest);
        tracker = new SpeechSpanTracker(options, frameSamples);
        crosstalk = new CrosstalkDetector(options.CrosstalkLevelDrop, options.CrosstalkCorrelation);
        Crosstalk = new CrosstalkCount(channel);
    }

    public CrosstalkCount Crosstalk { get; }

    public void Hear(ReadOnlySpan<float> frame) => history.Append(frame);

    public void Advance(float probability, ReadOnlySpan<float> frame, ChannelSegmenter[] all, List<SpeechSegment> found)
    {
        var level = 10 * MathF.Log10((TensorPrimitives.SumOfSquares(frame) / frame.Length) + 1e-9f);
        if (tracker.Push(probability, level) is { } span)
            Emit(span, long.MaxValue, all, found);
    }

    public void Finish(long length, ChannelSegmenter[] all, List<SpeechSegment> found)
    {
        if (tracker.Finish() is { } span)
            Emit(span, length, all, found);
    }

    private void Emit(SpeechSpan span, long length, ChannelSegmenter[] all, List<SpeechSegment> found)
    {
        var start = Math.Max(lastEnd, (span.Start * frameSamples) - padding);
        var end = Math.Min(length, (span.End * frameSamples) + (span.Cut ? 0 : padding));
        if (end <= start)
            return;
        lastEnd = end;

        var samples = new float[end - start];
        history.Read(start, samples);
        if (IsCrosstalk(start, samples, all))
            Crosstalk.Add(samples.Length);
        else
            found.Add(new SpeechSegment { Channel = channel, Start = (double)start / AudioDescription.SampleRate, Samples = samples });
    }

    private bool IsCrosstalk(long start, float[] samples, ChannelSegmenter[] all)
    {
        if (all.Length < 2)
            return false;
        var other = new float[samples.Length + (2 * CrosstalkDetector.LagSamples)];
        foreach (var channel in all)
        {
            if (channel == this)
                continue;
            channel.history.Read(start - CrosstalkDetector.LagSamples, other);
            if (crosstalk.IsCopy(samples, other))
                return true;
        }

        return false;
    }

    private static int Samples(TimeSpan time) => (int)(time.TotalSeconds * AudioDescription.SampleRate);
}
