namespace ConvoIntel.Models.Download;

/// <summary>How long to wait before the next try: doubling, with jitter, so that many machines do not come back at once.</summary>
internal sealed class RetryPauses(DownloadOptions options, Random random)
{
    /// <param name="failures">Tries that failed in a row, from 1.</param>
    public TimeSpan Before(int failures)
    {
        var doubled = options.FirstPause * Math.Pow(2, Math.Min(failures - 1, 20));
        var pause = doubled < options.LongestPause ? doubled : options.LongestPause;
        return pause * (0.5 + (random.NextDouble() / 2));
    }
}
