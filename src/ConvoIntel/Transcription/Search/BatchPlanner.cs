namespace ConvoIntel.Transcription.Search;

/// <summary>Groups windows of like length, so that no window is padded with more silence than the model can bear.</summary>
/// <param name="fixedFrames">Frames of every window, or null where any even number will do.</param>
/// <param name="maxPadding">Frames of silence added at most.</param>
/// <param name="maxRows">Windows in a batch at most.</param>
internal sealed class BatchPlanner(int? fixedFrames, int maxPadding, int maxRows)
{
    /// <summary>Batches as indexes into <paramref name="frames"/>, longest first, each with its common length in frames.</summary>
    public IReadOnlyList<(int[] Rows, int Frames)> Plan(IReadOnlyList<int> frames)
    {
        var batches = new List<(int[], int)>();
        var order = Enumerable.Range(0, frames.Count).OrderByDescending(i => frames[i]).ToArray();
        for (var at = 0; at < order.Length;)
        {
            var longest = frames[order[at]];
            var count = 1;
            while (at + count < order.Length && count < maxRows
                && (fixedFrames is not null || longest - frames[order[at + count]] <= maxPadding))
            {
                count++;
            }
            batches.Add((order[at..(at + count)], fixedFrames ?? (longest + (longest % 2))));
            at += count;
        }
        return batches;
    }
}
