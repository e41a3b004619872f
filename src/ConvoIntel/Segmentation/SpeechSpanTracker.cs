using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>A span of speech in frames, the end exclusive.</summary>
/// <param name="Start">First frame.</param>
/// <param name="End">Frame after the last.</param>
/// <param name="Cut">True where speech goes on after <paramref name="End"/>: the span had reached its greatest length.</param>
internal readonly record struct SpeechSpan(long Start, long End, bool Cut);

/// <summary>
/// Turns the frame probabilities of one channel into spans: hysteresis between two thresholds, a minimum of speech,
/// a pause that ends a span and grows shorter once the span is long, and a cut where no pause comes in time.
/// </summary>
internal sealed class SpeechSpanTracker
{
    /// <summary>A cut looks for its place from this part of the greatest length on.</summary>
    private const double EarliestCut = 0.4;

    private readonly float _enter;
    private readonly float _exit;
    private readonly int _minimum;
    private readonly int _pause;
    private readonly int _shortPause;
    private readonly int _preferred;
    private readonly int _maximum;
    private readonly List<Frame> _frames;
    private long _next;
    private long _start;
    private int _silence;
    private bool _open;

    public SpeechSpanTracker(SegmentationOptions options, int frameSamples)
    {
        _enter = options.EnterThreshold;
        _exit = options.ExitThreshold;
        _minimum = Frames(options.MinimumSpeech, frameSamples);
        _pause = Math.Max(1, Frames(options.Pause, frameSamples));
        _shortPause = Math.Max(1, Frames(options.ShortPause, frameSamples));
        _preferred = Frames(options.PreferredSegment, frameSamples);
        // Rounded down, so that a segment with its paddings stays within the limit.
        _maximum = (int)((options.MaximumSegment - (2 * options.Padding)).TotalSeconds * AudioDescription.SampleRate / frameSamples);
        _frames = new List<Frame>(_maximum + 1);
    }

    /// <summary>Takes the next frame; returns the span that it ends, if any.</summary>
    /// <param name="probability">That the frame is speech.</param>
    /// <param name="level">Of the frame in decibels, on any fixed reference.</param>
    public SpeechSpan? Push(float probability, float level)
    {
        var frame = _next++;
        if (!_open)
        {
            if (probability < _enter)
                return null;
            (_open, _start, _silence) = (true, frame, 0);
            _frames.Clear();
        }

        _frames.Add(new Frame(probability, level));
        _silence = probability < _exit ? _silence + 1 : 0;
        var spoken = _frames.Count - _silence;
        if (_silence >= (spoken >= _preferred ? _shortPause : _pause))
            return Close();
        return _frames.Count >= _maximum ? Cut() : null;
    }

    /// <summary>Ends the stream; returns the span that was open, if any.</summary>
    public SpeechSpan? Finish() => _open ? Close() : null;

    private SpeechSpan? Close()
    {
        _open = false;
        var spoken = _frames.Count - _silence;
        var voiced = 0;
        foreach (var frame in _frames)
            voiced += frame.Probability >= _exit ? 1 : 0;
        return voiced >= _minimum && spoken > 0 ? new SpeechSpan(_start, _start + spoken, Cut: false) : null;
    }

    private SpeechSpan Cut()
    {
        var at = QuietestFrame();
        var span = new SpeechSpan(_start, _start + at, Cut: true);
        _frames.RemoveRange(0, at);
        _start += at;
        _silence = Math.Min(_silence, _frames.Count);
        return span;
    }

    /// <summary>
    /// The frame whose neighbourhood is quietest and least like speech. Mean over three frames (96 ms), so that the closure
    /// of a plosive, 50 to 100 ms within a word, weighs less than the gap between two words.
    /// </summary>
    private int QuietestFrame()
    {
        const float SpeechInDecibels = 40;
        var best = _frames.Count - 1;
        var least = float.PositiveInfinity;
        for (var i = Math.Max(1, (int)(_frames.Count * EarliestCut)); i < _frames.Count - 1; i++)
        {
            var cost = 0f;
            for (var j = i - 1; j <= i + 1; j++)
                cost += _frames[j].Level + (SpeechInDecibels * _frames[j].Probability);
            if (cost <= least)
                (best, least) = (i, cost);
        }

        return Math.Max(1, best);
    }

    private static int Frames(TimeSpan time, int frameSamples) =>
        (int)Math.Ceiling(time.TotalSeconds * AudioDescription.SampleRate / frameSamples);

    private readonly record struct Frame(float Probability, float Level);
}
