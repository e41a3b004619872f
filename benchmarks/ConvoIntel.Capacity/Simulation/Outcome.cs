namespace ConvoIntel.Capacity.Simulation;

/// <summary>What a simulated day came to. Times in seconds.</summary>
/// <param name="Waits">Of each call that ended well: from its arrival to the begin of the try that brought it to its end; ascending.</param>
/// <param name="Turnarounds">From its arrival to its end; ascending.</param>
/// <param name="Dead">Calls given up after all their tries.</param>
/// <param name="Crashes">Crashes amid a call.</param>
/// <param name="Retries">Tries that failed and were made again.</param>
/// <param name="LongestQueue">Most calls that waited for a slot.</param>
/// <param name="WorkSeconds">Time that slots worked, lost work included.</param>
/// <param name="SlotSeconds">Time that slots were there.</param>
internal sealed record Outcome(
    double[] Waits, double[] Turnarounds, int Dead, int Crashes, int Retries, int LongestQueue, double WorkSeconds, double SlotSeconds)
{
    /// <summary>Share of the time that slots worked.</summary>
    public double Utilisation => WorkSeconds / SlotSeconds;

    public double MeanWait => Waits.Average();

    /// <summary>Share of calls that had to wait at all.</summary>
    public double Waited => (double)Waits.Count(wait => wait > 1e-9) / Waits.Length;

    public static double Percentile(double[] ascending, double share) => ascending.Length == 0 ? 0 : ascending[Math.Min(ascending.Length - 1, (int)(share * ascending.Length))];
}
