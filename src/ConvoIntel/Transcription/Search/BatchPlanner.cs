namespace ConvoIntel.Transcription.Search;

/// <summary>
/// Groups windows of one length. Each length is rounded up to a step of the padding that the model can bear, whatever else waits:
/// a window's features, and so its text, do not depend on the windows that happen to share its batch.
/// </summary>
/// <param name="fixedFrames">Frames of every window, or null where any even number will do.</param>
/// <param name="maxPadding">Frames of silence added at most.</param>
/// <param name="maxRows">Windows in a batch at most.</param>
/// <param name="maxFrames">Most frames that the model takes.</param>
internal sealed class BatchPlanner(int? fixedFrames, int maxPadding, int maxRows, int maxFrames = int.MaxValue)
{
    private readonly int step = Math.Max(2, maxPadding - (maxPadding % 2));

    /// <summary>Batches as indexes into <paramref name="frames"/>, longest first, each with its common length in frames.</summary>
    public IReadOnlyList<(int[] Rows, int Frames)> Plan(IReadOnlyList<int> frames) =>
    [
        .. Enumerable.Range(0, frames.Count)
            .GroupBy(i => Padded(frames[i]))
            .OrderByDescending(group => group.Key)
            .SelectMany(group => group.Chunk(maxRows).Select(rows => (rows, group.Key))),
    ];

    private int Padded(int frames) => fixedFrames ?? Math.Min(maxFrames, (frames + step - 1) / step * step);
}
