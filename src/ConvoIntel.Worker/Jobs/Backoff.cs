namespace ConvoIntel.Worker.Jobs;

/// <summary>Waits between tries: anything up to a bound that doubles, so that jobs that failed together do not come back together.</summary>
/// <remarks>"Full jitter" of the AWS Architecture Blog, Exponential Backoff And Jitter (Brooker 2015).</remarks>
internal static class Backoff
{
    /// <param name="attempt">Tries so far, from 1.</param>
    /// <param name="first">The bound after the first.</param>
    /// <param name="longest">The bound that is never passed.</param>
    /// <param name="share">0 to 1, drawn at random.</param>
    public static TimeSpan After(int attempt, TimeSpan first, TimeSpan longest, double share)
    {
        var bound = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 40)), longest.TotalSeconds);
        return TimeSpan.FromSeconds(bound * share);
    }
}
