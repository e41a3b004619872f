using ConvoIntel.Evaluation.Measures;
using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Evaluation.Words;
using ConvoIntel.Understanding;

namespace ConvoIntel.Tests.Evaluation.Measures;

public sealed class BootstrapTests
{
    private static readonly Measure Wer = AllMeasures.All.First(measure => measure.Key == "wer");

    [Fact]
    public void Estimate_Calls_ArePooledAndNotAveraged()
    {
        // 1 of 10 and 45 of 90: together 46 of 100, where the mean of the rates would be 30 %.
        var estimate = new Bootstrap().Estimate(Wer, [Call("a", 1, 10), Call("b", 45, 90)])!.Value;

        Assert.Equal(0.46, estimate.Value, 9);
        Assert.Null(estimate.Low);
        Assert.Equal(2, estimate.Calls);
    }

    [Fact]
    public void Estimate_SameCallsInAnyOrder_HaveTheSameInterval()
    {
        var calls = Calls(12);

        Assert.Equal(new Bootstrap(seed: 3).Estimate(Wer, calls), new Bootstrap(seed: 3).Estimate(Wer, calls.AsEnumerable().Reverse()));
        Assert.NotEqual(new Bootstrap(seed: 3).Estimate(Wer, calls), new Bootstrap(seed: 4).Estimate(Wer, calls));
    }

    [Fact]
    public void Estimate_CallsThatAreAllAlike_HaveAnIntervalOfNoWidth()
    {
        var estimate = new Bootstrap().Estimate(Wer, [.. Enumerable.Range(0, 8).Select(i => Call($"{i}", 2, 10))])!.Value;

        Assert.Equal((0.2, 0.2, 0.2), (estimate.Value, estimate.Low!.Value, estimate.High!.Value));
    }

    [Fact]
    public void Estimate_ManySetsOfCalls_ContainTheTruthAboutNineteenTimesInTwenty()
    {
        // Each call has 40 words, each wrong with probability 0.3: the true rate is known.
        var random = new Random(11);
        var covered = Enumerable.Range(0, 200).Count(set =>
        {
            var calls = Enumerable.Range(0, 40).Select(i => Call($"{i}", Enumerable.Range(0, 40).Count(_ => random.NextDouble() < 0.3), 40)).ToList();
            var estimate = new Bootstrap(resamples: 300, seed: set).Estimate(Wer, calls)!.Value;
            return estimate.Low <= 0.3 && 0.3 <= estimate.High;
        });

        // A binomial with 200 draws of 0.95 falls outside these bounds less than once in a thousand times; the percentile
        // bootstrap covers a little less than it claims.
        Assert.InRange(covered, 174, 200);
    }

    [Fact]
    public void Compare_EachCallALittleBetter_IsSureWhereTheIntervalsOverlap()
    {
        // Calls differ far more from each other than the systems do.
        var pairs = Enumerable.Range(1, 20).Select(i => (A: Call($"{i:00}", i * 4, 100), B: Call($"{i:00}", (i * 4) - 1, 100))).ToList();
        var bootstrap = new Bootstrap();

        var difference = bootstrap.Compare(Wer, pairs)!.Value;

        Assert.Equal(-0.01, difference.B - difference.A, 9);
        Assert.True(difference.High < 0);
        Assert.Equal(1, difference.Better);
        Assert.True(bootstrap.Estimate(Wer, pairs.Select(p => p.A))!.Value.Low < difference.B);
    }

    [Fact]
    public void Compare_TheSameSystemTwice_IsATie()
    {
        var pairs = Calls(10).Select(call => (call, call)).ToList();

        var difference = new Bootstrap().Compare(Wer, pairs)!.Value;

        Assert.Equal((0.0, 0.0, 0.5), (difference.Low!.Value, difference.High!.Value, difference.Better!.Value));
    }

    [Fact]
    public void TagMeasures_KnownCounts_GiveMacroAndMicro()
    {
        var tags = new Dictionary<string, Detections>
        {
            [Tags.Question] = new(Recalled: 3, Expected: 4, Correct: 3, Found: 3),
            [Tags.NextStep] = new(Recalled: 1, Expected: 2, Correct: 1, Found: 4),
            // Never expected: no part of the macro mean, and wrong in the micro one.
            [Tags.Rapport] = new(Recalled: 0, Expected: 0, Correct: 0, Found: 3),
        };
        var call = new CallScores { Name = "a", Conditions = ["x"], ReadTags = tags };

        double Value(string key) => new Bootstrap().Estimate(AllMeasures.All.First(m => m.Key == key), [call])!.Value.Value;

        var (question, step) = (2 * 1 * 0.75 / 1.75, 2 * 0.25 * 0.5 / 0.75);
        Assert.Equal(question, Value("read.tag.question"), 9);
        Assert.Equal((question + step) / 2, Value("read.tags.macroF1"), 9);
        Assert.Equal(2 * 0.4 * (4.0 / 6) / (0.4 + (4.0 / 6)), Value("read.tags.microF1"), 9);
    }

    private static List<CallScores> Calls(int count) => [.. Enumerable.Range(0, count).Select(i => Call($"{i:00}", (i * 7) % 11, 10 + (i % 5)))];

    private static CallScores Call(string name, int errors, int words) => new() { Name = name, Conditions = ["x"], Words = new WordErrors(errors, 0, 0, words) };
}
