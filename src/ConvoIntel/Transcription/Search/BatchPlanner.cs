namespace ConvoIntel.Transcription.Search;

/// <summary>Windows that the encoder reads in one run: indexes, and their common length in frames.</summary>
internal sealed record EncoderRun(int[] Rows, int Frames);

/// <summary>
/// Puts windows of like length together. Each length is rounded up to a step of the padding that the model can bear, whatever else waits:
/// a window's features, and so its text, do not depend on the windows that happen to share its batch.
/// </summary>
/// <param name="fixedFrames">Frames of every window, or null where any even number will do.</param>
/// <param name="maxPadding">Frames of silence added at most.</param>
/// <param name="maxRows">Windows in a batch of the decoder at most.</param>
/// <param name="maxFrames">Most frames that the model takes.</param>
/// <param name="mixed">True where the decoder can be told which positions are a window's own, so that lengths may differ in a batch.</param>
/// <param name="encoderRows">Windows in a run of the encoder at most.</param>
internal sealed class BatchPlanner(
    int? fixedFrames, int maxPadding, int maxRows, int maxFrames = int.MaxValue, bool mixed = false, int encoderRows = int.MaxValue)
{
    private readonly int step = Math.Max(2, maxPadding - (maxPadding % 2));

    /// <summary>The decoder's batches, longest windows first, each as runs of the encoder; rows are indexes into <paramref name="frames"/>.</summary>
    public IReadOnlyList<IReadOnlyList<EncoderRun>> Plan(IReadOnlyList<int> frames)
    {
        var lengths = Enumerable.Range(0, frames.Count).GroupBy(i => Padded(frames[i])).OrderByDescending(length => length.Key);
        // Like lengths stand together in a mixed batch as well: a short window waits for the longest beside it.
        var batches = mixed
            ? lengths.SelectMany(length => length.Select(row => (length.Key, row))).Chunk(maxRows)
            : lengths.SelectMany(length => length.Select(row => (length.Key, row)).Chunk(maxRows));
        return [.. batches.Select(Runs)];
    }

    private EncoderRun[] Runs((int Frames, int Row)[] batch) =>
    [
        .. batch.GroupBy(entry => entry.Frames)
            .SelectMany(length => length.Select(entry => entry.Row).Chunk(encoderRows).Select(rows => new EncoderRun(rows, length.Key))),
    ];

    private int Padded(int frames) => fixedFrames ?? Math.Min(maxFrames, (frames + step - 1) / step * step);
}
