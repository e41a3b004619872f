using ConvoIntel.Evaluation.Measures;
using ConvoIntel.Evaluation.Scores;

namespace ConvoIntel.Evaluation.Results;

/// <summary>Two evaluations of the same calls, side by side.</summary>
internal sealed record EvaluationComparison
{
    public required ComparedSide A { get; init; }

    public required ComparedSide B { get; init; }

    /// <summary>True where the two were measured on different data and the user asked to compare them all the same.</summary>
    public required bool DifferentData { get; init; }

    /// <summary>Calls that only one of the two has: they are left out of every difference.</summary>
    public required IReadOnlyList<string> Unpaired { get; init; }

    public required int Resamples { get; init; }

    public required int Seed { get; init; }

    public required IReadOnlyList<ComparedCondition> Conditions { get; init; }

    /// <param name="a">The first.</param>
    /// <param name="b">The second; it is better where a difference is in the measure's favour.</param>
    /// <param name="allowDifferentData">Whether to compare calls of the same names in sets that are not the same.</param>
    /// <exception cref="ConvoIntelException">The sets differ and that was not allowed, or they have no call in common.</exception>
    public static EvaluationComparison Of(EvaluationReport a, EvaluationReport b, bool allowDifferentData)
    {
        if (a.SetHash != b.SetHash && !allowDifferentData)
        {
            throw Refused(a, b, $"they were measured on different data ({a.SetHash[..12]} and {b.SetHash[..12]})",
                "Run both on the same files, or add --different-data to compare the calls that have the same names.");
        }

        var pairs = a.Calls.Join(b.Calls, call => call.Name, call => call.Name, (one, other) => (A: one, B: other)).ToList();
        if (pairs.Count == 0) throw Refused(a, b, "they have no call in common", "Compare results of the same set.");

        var bootstrap = new Bootstrap(a.Resamples, a.Seed);
        var names = pairs.SelectMany(pair => pair.A.Conditions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var conditions = names.Select(name => Compare(name, [.. pairs.Where(pair => pair.A.Conditions.Contains(name))], bootstrap)).ToList();
        return new EvaluationComparison
        {
            A = ComparedSide.Of(a),
            B = ComparedSide.Of(b),
            DifferentData = a.SetHash != b.SetHash,
            Unpaired = [.. a.Calls.Concat(b.Calls).Select(call => call.Name).Distinct().Except(pairs.Select(pair => pair.A.Name)).Order(StringComparer.Ordinal)],
            Resamples = a.Resamples,
            Seed = a.Seed,
            Conditions = names.Count > 1 ? [Compare(ConditionScores.All, pairs, bootstrap), .. conditions] : conditions,
        };
    }

    private static ComparedCondition Compare(string name, IReadOnlyList<(CallScores A, CallScores B)> pairs, Bootstrap bootstrap) => new(
        name,
        AllMeasures.All.Select(measure => (measure.Key, Difference: bootstrap.Compare(measure, pairs)))
            .Where(pair => pair.Difference is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Difference!.Value, StringComparer.Ordinal));

    private static ConvoIntelException Refused(EvaluationReport a, EvaluationReport b, string problem, string remedy) =>
        new(FailureReason.UnsupportedFormat, $"{ComparedSide.Of(a).Label} and {ComparedSide.Of(b).Label}", problem, remedy);
}

/// <summary>One of two evaluations that are compared.</summary>
internal sealed record ComparedSide(string Label, string Set, string SetHash, string Command, string Machine, DateTimeOffset Date, IReadOnlyList<Stages.EvaluatedModel> Models)
{
    public static ComparedSide Of(EvaluationReport report) =>
        new(report.Label ?? report.Set, report.Set, report.SetHash, report.Command, report.Machine, report.Date, report.Models);
}

/// <summary>Differences in the calls of one condition, by <see cref="Measure.Key"/>.</summary>
internal sealed record ComparedCondition(string Name, IReadOnlyDictionary<string, Difference> Measures);
