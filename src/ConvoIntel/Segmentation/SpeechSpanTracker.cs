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

    private readonly float enter;
    private readonly float exit;
    private readonly int minimum;
    private readonly int pause;
    private readonly int shortPause;
    private readonly int preferred;
    private readonly int maximum;
    private readonly List<Frame> frames;
    private long next;
    private long start;
    private int silence;
    private bool open;

    public SpeechSpanTracker(SegmentationOptions options, int frameSamples)
    {
        enter = options.EnterThreshold;
        exit = options.ExitThreshold;
        minimum = Frames(options.MinimumSpeech, frameSamples);
        pause = Math.Max(1, Frames(options.Pause, frameSamples));
        shortPause = Math.Max(1, Frames(options.ShortPause, frameSamples));
        preferred = Frames(options.PreferredSegment, frameSamples);
        // Rounded down, so that a segment with its paddings stays within the limit.
        maximum = (int)((options.MaximumSegment - (2 * options.Padding)).TotalSeconds * AudioDescription.SampleRate / frameSamples);
        frames = new List<Frame>(maximum + 1);
    }

    /// <summary>Takes the next frame; returns the span that it ends, if any.</summary>
    /// <param name="probability">That the frame is speech.</param>
    /// <param name="level">Of the frame in decibels, on any fixed reference.</param>
    public SpeechSpan? Push(float probability, float level)
    {
        var frame = next++;
        if (!open)
        {
            if (probability < enter)
                return null;
            (open, start, silence) = (true, frame, 0);
            frames.Clear();
        }

        frames.Add(new Frame(probability, level));
        silence = probability < exit ? silence + 1 : 0;
        var spoken = frames.Count - silence;
        if (silence >= (spoken >= preferred ? shortPause : pause))
            return Close();
        return frames.Count >= maximum ? Cut() : null;
    }

    /// <summary>Ends the stream; returns the span that was open, if any.</summary>
    public SpeechSpan? Finish() => open ? Close() : null;

    private SpeechSpan? Close()
    {
        open = false;
        var spoken = frames.Count - silence;
        var voiced = 0;
        foreach (var frame in frames)
            voiced += frame.Probability >= exit ? 1 : 0;
        return voiced >= minimum && spoken > 0 ? new SpeechSpan(start, start + spoken, Cut: false) : null;
    }

    private SpeechSpan Cut()
    {
        var at = QuietestFrame();
        var span = new SpeechSpan(start, start + at, Cut: true);
        frames.RemoveRange(0, at);
        start += at;
        silence = Math.Min(silence, frames.Count);
        return span;
    }

    /// <summary>
    /// The frame whose neighbourhood is quietest and least like speech. Mean over three frames (96 ms), so that the closure
    /// of a plosive, 50 to 100 ms within a word, weighs less than the gap between two words.
    /// </summary>
    private int QuietestFrame()
    {
        const float SpeechInDecibels = 40;
        var best = frames.Count - 1;
        var least = float.PositiveInfinity;
        for (var i = Math.Max(1, (int)(frames.Count * EarliestCut)); i < frames.Count - 1; i++)
        {
            var cost = 0f;
            for (var j = i - 1; j <= i + 1; j++)
                cost += frames[j].Level + (SpeechInDecibels * frames[j].Probability);
            if (cost <= least)
                (best, least) = (i, cost);
        }

        return Math.Max(1, best);
    }

    private static int Frames(TimeSpan time, int frameSamples) =>
        (int)Math.Ceiling(time.TotalSeconds * AudioDescription.SampleRate / frameSamples);

    private readonly record struct Frame(float Probability, float Level);
}
