using System.Numerics.Tensors;
using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>One channel on its way: its last samples, its open span, and what was left out of it.</summary>
internal sealed class ChannelSegmenter
{
    private readonly int _channel;
    private readonly int _frameSamples;
    private readonly int _padding;
    private readonly SampleHistory _history;
    private readonly SpeechSpanTracker _tracker;
    private readonly CrosstalkDetector _crosstalk;
    private long _lastEnd;

    public ChannelSegmenter(int channel, SegmentationOptions options, int frameSamples)
    {
        _channel = channel;
        _frameSamples = frameSamples;
        _padding = Samples(options.Padding);
        var longest = Samples(options.MaximumSegment + options.Pause) + (4 * frameSamples) + (2 * CrosstalkDetector.LagSamples);
        _history = new SampleHistory(longest);
        _tracker = new SpeechSpanTracker(options, frameSamples);
        _crosstalk = new CrosstalkDetector(options.CrosstalkLevelDrop, options.CrosstalkCorrelation);
        Crosstalk = new CrosstalkCount(channel);
    }

    public CrosstalkCount Crosstalk { get; }

    public void Hear(ReadOnlySpan<float> frame) => _history.Append(frame);

    public void Advance(float probability, ReadOnlySpan<float> frame, ChannelSegmenter[] all, List<SpeechSegment> found)
    {
        var level = 10 * MathF.Log10((TensorPrimitives.SumOfSquares(frame) / frame.Length) + 1e-9f);
        if (_tracker.Push(probability, level) is { } span)
            Emit(span, long.MaxValue, all, found);
    }

    public void Finish(long length, ChannelSegmenter[] all, List<SpeechSegment> found)
    {
        if (_tracker.Finish() is { } span)
            Emit(span, length, all, found);
    }

    private void Emit(SpeechSpan span, long length, ChannelSegmenter[] all, List<SpeechSegment> found)
    {
        var start = Math.Max(_lastEnd, (span.Start * _frameSamples) - _padding);
        var end = Math.Min(length, (span.End * _frameSamples) + (span.Cut ? 0 : _padding));
        if (end <= start)
            return;
        _lastEnd = end;

        var samples = new float[end - start];
        _history.Read(start, samples);
        if (IsCrosstalk(start, samples, all))
            Crosstalk.Add(samples.Length);
        else
            found.Add(new SpeechSegment { Channel = _channel, Start = (double)start / AudioDescription.SampleRate, Samples = samples });
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
            channel._history.Read(start - CrosstalkDetector.LagSamples, other);
            if (_crosstalk.IsCopy(samples, other))
                return true;
        }

        return false;
    }

    private static int Samples(TimeSpan time) => (int)(time.TotalSeconds * AudioDescription.SampleRate);
}
