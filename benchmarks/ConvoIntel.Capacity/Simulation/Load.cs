namespace ConvoIntel.Capacity.Simulation;

/// <summary>Calls as they come: when in the day, and how long.</summary>
internal sealed record Load
{
    /// <summary>An even day, for checks against formulas.</summary>
    public static IReadOnlyList<double> Even { get; } = [.. Enumerable.Repeat(1.0, 24)];

    /// <summary>
    /// A working day in one zone: nothing at night, two humps around lunch. Weights by hour; recordings land as their calls end. An
    /// assumption, and a hard one: calls of several zones spread, and need fewer cores.
    /// </summary>
    public static IReadOnlyList<double> WorkingDay { get; } = [0, 0, 0, 0, 0, 0, 0.1, 0.4, 1, 1.6, 1.9, 1.7, 1.1, 1.4, 1.8, 1.8, 1.5, 0.9, 0.4, 0.2, 0.1, 0, 0, 0];

    public required double CallsADay { get; init; }

    /// <summary>Weight of each of the 24 hours.</summary>
    public IReadOnlyList<double> Profile { get; init; } = WorkingDay;

    /// <summary>Seconds of talk of a call that comes, drawn with the given chance.</summary>
    public required Func<Random, double> Length { get; init; }

    /// <summary>Calls a second in the busiest hour.</summary>
    public double Peak => CallsADay * Profile.Max() / Profile.Sum() / 3600;

    /// <summary>
    /// Moments of <paramref name="days"/> days, ascending, in seconds: a Poisson process whose rate is the hour's, by thinning (Lewis and
    /// Shedler, Simulation of Nonhomogeneous Poisson Processes by Thinning, 1979).
    /// </summary>
    public IEnumerable<double> Arrivals(double days, Random chance)
    {
        for (var time = 0.0; ;)
        {
            time += Draw.Exponential(chance, 1 / Peak);
            if (time >= days * 86_400) yield break;
            if (chance.NextDouble() * Profile.Max() < Profile[(int)(time / 3600) % 24]) yield return time;
        }
    }

    /// <summary>Lognormal lengths of a mean and a spread of the logarithm, none longer than a limit.</summary>
    public static Func<Random, double> Lognormal(double mean, double sigma, double longest) =>
        chance => Math.Min(longest, Math.Exp(Math.Log(mean) - (sigma * sigma / 2) + (sigma * Draw.Normal(chance))));
}
