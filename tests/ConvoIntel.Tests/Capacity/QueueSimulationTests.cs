using ConvoIntel.Capacity.Simulation;

namespace ConvoIntel.Tests.Capacity;

/// <summary>The simulation against what is known: formulas, and what must be so.</summary>
public sealed class QueueSimulationTests
{
    private const double MeanWork = 60;

    private static readonly Fleet Alone = new() { SlotsAReplica = 1, MinReplicas = 4, MaxReplicas = 4 };

    /// <summary>A quarter of a million calls: waits follow each other, so that their mean is known to some percent.</summary>
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.7)]
    [InlineData(8, 0.8)]
    [InlineData(40, 0.9)]
    public void Run_PoissonArrivalsAndExponentialWork_AgreesWithErlangC(int servers, double load)
    {
        var offered = servers * load;
        var calls = 250_000.0;
        var days = calls * MeanWork / offered / 86_400;
        var simulation = new QueueSimulation(
            new Load { CallsADay = calls / days, Profile = Load.Even, Length = chance => Draw.Exponential(chance, MeanWork) },
            new Fleet { SlotsAReplica = 1, MinReplicas = servers, MaxReplicas = servers }, seconds => seconds, seed: 7);

        var outcome = simulation.Run(days);

        Assert.InRange(outcome.Waits.Length, calls * 0.98, calls * 1.02);
        Assert.Equal(load, outcome.Utilisation, 0.02);
        Assert.Equal(ErlangC.Waits(servers, offered), outcome.Waited, 0.03);
        var expected = ErlangC.MeanWait(servers, offered, MeanWork);
        Assert.InRange(outcome.MeanWait, expected * 0.9, expected * 1.1);
    }

    [Theory]
    [InlineData(1, 0.5, 0.5)]
    [InlineData(2, 1, 1.0 / 3)]
    [InlineData(10, 8, 0.4092)]
    public void Waits_KnownCases_AreThoseOfTheTables(int servers, double offered, double chance) => Assert.Equal(chance, ErlangC.Waits(servers, offered), 4);

    [Fact]
    public void Run_TheSameSeed_IsTheSameDay()
    {
        Outcome Day() => new QueueSimulation(Busy(2_000), Alone with { Failing = 0.1, BetweenCrashes = 3_600 }, seconds => seconds / 10, seed: 3).Run(1);

        Assert.Equal(Day().Waits, Day().Waits);
    }

    [Fact]
    public void Run_CrashesAndFailures_LoseNoCall()
    {
        var load = Busy(3_000);
        var arrivals = load.Arrivals(1, new Random(new Random(5).Next())).Count();

        var outcome = new QueueSimulation(load, Alone with { Failing = 0.5, BetweenCrashes = 600 }, seconds => seconds / 10, seed: 5).Run(1);

        Assert.Equal(arrivals, outcome.Waits.Length + outcome.Dead);
        Assert.InRange(outcome.Crashes, 1, int.MaxValue);
        Assert.InRange(outcome.Dead, 1, arrivals / 10);
        Assert.True(outcome.Retries > arrivals / 3);
    }

    [Fact]
    public void Run_ACrash_CostsTheRestOfTheLease()
    {
        var calm = new QueueSimulation(Busy(500), Alone, seconds => seconds / 10, seed: 9).Run(1);
        var rough = new QueueSimulation(Busy(500), Alone with { BetweenCrashes = 300 }, seconds => seconds / 10, seed: 9).Run(1);

        // Hidden for at least two thirds of the lease, then begun anew.
        Assert.True(rough.Waits.Count(wait => wait >= 80) >= rough.Crashes / 2);
        Assert.True(rough.MeanWait > calm.MeanWait);
    }

    [Fact]
    public void Run_ScaledToZero_WaitsForTheScalerAndCostsLess()
    {
        var always = Alone with { SlotsAReplica = 2, MinReplicas = 6, MaxReplicas = 6 };
        var scaled = always with { MinReplicas = 0 };

        var ready = new QueueSimulation(Busy(2_000), always, seconds => seconds / 10, seed: 1).Run(1);
        var brought = new QueueSimulation(Busy(2_000), scaled, seconds => seconds / 10, seed: 1).Run(1);

        Assert.Equal(ready.Waits.Length, brought.Waits.Length);
        Assert.True(Outcome.Percentile(brought.Waits, 0.99) >= scaled.Start);
        Assert.True(brought.SlotSeconds < ready.SlotSeconds / 2);
    }

    [Fact]
    public void Arrivals_AWorkingDay_FollowItsProfile()
    {
        var load = Busy(100_000);
        var hours = load.Arrivals(1, new Random(2)).GroupBy(time => (int)(time / 3600)).ToDictionary(group => group.Key, group => group.Count());

        Assert.InRange(hours.Values.Sum(), 98_000, 102_000);
        Assert.False(hours.ContainsKey(2));
        Assert.Equal(1.9 / Load.WorkingDay.Sum(), hours[10] / 100_000.0, 0.005);
    }

    [Fact]
    public void Lognormal_ManyLengths_HaveTheirMean()
    {
        var length = Load.Lognormal(mean: 360, sigma: 1, longest: 10_800);
        var chance = new Random(4);
        Assert.Equal(360, Enumerable.Range(0, 200_000).Average(_ => length(chance)), 360 * 0.03);
    }

    private static Load Busy(double calls) => new() { CallsADay = calls, Length = Load.Lognormal(mean: 360, sigma: 1, longest: 10_800) };
}
