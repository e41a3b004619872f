using ConvoIntel.Capacity.Simulation;

namespace ConvoIntel.Capacity.Model;

/// <summary>What so many calls a day need. Rates are those of the busiest hour, a second.</summary>
internal sealed record Plan
{
    public required double CallsADay { get; init; }

    public required double AudioHoursADay { get; init; }

    /// <summary>Cores that would be busy all day if calls came evenly.</summary>
    public required double MeanCores { get; init; }

    /// <summary>Fewest cores with which waits stay as wanted, by simulation.</summary>
    public required int Cores { get; init; }

    public required Outcome Day { get; init; }

    public required double Claims { get; init; }

    public required double QueueOperations { get; init; }

    public required double BlobOperations { get; init; }

    public required double Transactions { get; init; }

    /// <param name="load">What comes.</param>
    /// <param name="cost">What a call costs.</param>
    /// <param name="fleet">What befalls replicas; how many there are is sought.</param>
    /// <param name="meanLength">Mean seconds of a call.</param>
    /// <param name="patience">Seconds within which 95 of 100 calls of the day must begin.</param>
    /// <param name="seed">Decides all that is drawn.</param>
    public static Plan For(Load load, CallCost cost, Fleet fleet, double meanLength, double patience, int seed)
    {
        var (cores, day) = Fewest(load, cost, fleet, (int)Math.Ceiling(load.CallsADay * cost.Work(meanLength) / 86_400), patience, seed);
        var peak = load.Peak;
        return new Plan
        {
            CallsADay = load.CallsADay,
            AudioHoursADay = load.CallsADay * meanLength / 3600,
            MeanCores = load.CallsADay * cost.Work(meanLength) / 86_400,
            Cores = cores,
            Day = day,
            Claims = peak,
            QueueOperations = peak * (cost.QueueOperations + cost.Renewals(meanLength)),
            BlobOperations = peak * cost.BlobOperations,
            Transactions = peak * (cost.Transactions + cost.Renewals(meanLength)),
        };
    }

    /// <summary>By halving: more cores never make anyone wait longer, but for what chance does, which is the same in every try.</summary>
    private static (int Cores, Outcome Day) Fewest(Load load, CallCost cost, Fleet fleet, int least, double patience, int seed)
    {
        Outcome Try(int cores) => new QueueSimulation(load, fleet with { SlotsAReplica = 1, MinReplicas = cores, MaxReplicas = cores }, cost.Work, seed).Run(1);

        bool Serves(Outcome day) => Outcome.Percentile(day.Waits, 0.95) <= patience;
        // With fewer than would be busy all day the work does not get done.
        var (low, high) = (least - 1, least);
        var best = Try(high);
        while (!Serves(best))
        {
            low = high;
            best = Try(high *= 2);
        }
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            var day = Try(middle);
            if (Serves(day)) (high, best) = (middle, day);
            else low = middle;
        }
        return (high, best);
    }
}
