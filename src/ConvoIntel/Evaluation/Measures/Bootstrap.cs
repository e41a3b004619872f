using ConvoIntel.Evaluation.Scores;

namespace ConvoIntel.Evaluation.Measures;

/// <summary>A figure and where it lies in 95 of 100 sets of calls like these.</summary>
/// <param name="Value">Over the calls themselves.</param>
/// <param name="Low">2.5th percentile of the resampled sets; null where fewer than <see cref="Bootstrap.LeastCalls"/> calls were measured.</param>
/// <param name="High">97.5th percentile.</param>
/// <param name="Calls">Calls that were measured.</param>
internal readonly record struct Estimate(double Value, double? Low, double? High, int Calls);

/// <summary>How two systems differ on the same calls.</summary>
/// <param name="A">The first's figure.</param>
/// <param name="B">The second's figure.</param>
/// <param name="Low">2.5th percentile of B − A; null where there are too few calls.</param>
/// <param name="High">97.5th percentile of B − A.</param>
/// <param name="Better">Share of the resampled sets in which B is better, a tie counted as half; null where there are too few calls.</param>
/// <param name="Calls">Calls that both measured.</param>
internal readonly record struct Difference(double A, double B, double? Low, double? High, double? Better, int Calls);

/// <summary>
/// Percentile bootstrap over calls (Efron 1979): a call is drawn or not as a whole, since its utterances are not independent of each
/// other. The seed makes the same calls give the same intervals.
/// </summary>
internal sealed class Bootstrap(int resamples = Bootstrap.DefaultResamples, int seed = Bootstrap.DefaultSeed)
{
    public const int DefaultResamples = 1000;
    public const int DefaultSeed = 1;

    /// <summary>With fewer calls an interval would be more misleading than none.</summary>
    public const int LeastCalls = 5;

    /// <returns>Null where no call was measured or the measure has no value over them.</returns>
    public Estimate? Estimate(Measure measure, IEnumerable<CallScores> calls)
    {
        var parts = calls.OrderBy(call => call.Name, StringComparer.Ordinal).Select(measure.Parts).OfType<double[]>().ToList();
        if (parts.Count == 0 || measure.Value(Sum(parts)) is not { } value) return null;
        if (parts.Count < LeastCalls) return new(value, null, null, parts.Count);

        var values = Draws(parts.Count).Select(drawn => measure.Value(Sum(drawn.Select(i => parts[i])))).OfType<double>().Order().ToList();
        return new(value, Percentile(values, 0.025), Percentile(values, 0.975), parts.Count);
    }

    /// <summary>Paired: each resampled set is the same for both systems, so that hard calls do not count as a difference.</summary>
    public Difference? Compare(Measure measure, IReadOnlyList<(CallScores A, CallScores B)> calls)
    {
        var parts = calls.OrderBy(call => call.A.Name, StringComparer.Ordinal).Select(call => (A: measure.Parts(call.A), B: measure.Parts(call.B)))
            .Where(call => call.A is not null && call.B is not null).ToList();
        if (parts.Count == 0 || measure.Value(Sum(parts.Select(p => p.A!))) is not { } a || measure.Value(Sum(parts.Select(p => p.B!))) is not { } b) return null;
        if (parts.Count < LeastCalls) return new(a, b, null, null, null, parts.Count);

        var differences = new List<double>();
        foreach (var drawn in Draws(parts.Count))
        {
            if (measure.Value(Sum(drawn.Select(i => parts[i].A!))) is { } first && measure.Value(Sum(drawn.Select(i => parts[i].B!))) is { } second)
                differences.Add(second - first);
        }

        differences.Sort();
        var better = differences.Average(d => d == 0 ? 0.5 : d > 0 == measure.HigherIsBetter ? 1 : 0);
        return new(a, b, Percentile(differences, 0.025), Percentile(differences, 0.975), better, parts.Count);
    }

    private IEnumerable<int[]> Draws(int count)
    {
        var random = new Random(seed);
        var drawn = new int[count];
        for (var n = 0; n < resamples; n++)
        {
            for (var i = 0; i < count; i++) drawn[i] = random.Next(count);
            yield return drawn;
        }
    }

    private static double[] Sum(IEnumerable<double[]> parts)
    {
        double[]? sum = null;
        foreach (var part in parts)
        {
            sum ??= new double[part.Length];
            for (var i = 0; i < sum.Length; i++) sum[i] += part[i];
        }

        return sum!;
    }

    /// <summary>Interpolated between the two nearest of the sorted values.</summary>
    private static double Percentile(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 < sorted.Count ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
