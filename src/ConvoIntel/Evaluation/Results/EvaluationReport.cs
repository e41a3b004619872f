using ConvoIntel.Evaluation.Measures;
using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Evaluation.Sets;
using ConvoIntel.Evaluation.Stages;

namespace ConvoIntel.Evaluation.Results;

/// <summary>What an evaluation found, and all that is needed to repeat it or to compare it with another.</summary>
internal sealed record EvaluationReport
{
    public const string CurrentSchema = "convointel/evaluation/1";

    public string Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the set's folder, without the folders above it.</summary>
    public required string Set { get; init; }

    /// <summary>As in <see cref="EvaluationSet.Hash"/>.</summary>
    public required string SetHash { get; init; }

    /// <summary>As in <see cref="EvaluationRequest.Label"/>.</summary>
    public string? Label { get; init; }

    public required string Command { get; init; }

    public required string Machine { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Seconds.</summary>
    public required double Collar { get; init; }

    public required int Resamples { get; init; }

    public required int Seed { get; init; }

    public required IReadOnlyList<EvaluatedModel> Models { get; init; }

    /// <summary>All calls together first, where there is more than one condition; then each condition.</summary>
    public required IReadOnlyList<ConditionScores> Conditions { get; init; }

    public required IReadOnlyList<StageTiming> Timings { get; init; }

    public required IReadOnlyList<CallScores> Calls { get; init; }

    public required IReadOnlyList<EvaluationProblem> Problems { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>The measures of the calls of one condition.</summary>
/// <param name="Name">The condition, or <see cref="All"/>.</param>
/// <param name="Calls">Calls in it.</param>
/// <param name="AudioSeconds">Their length.</param>
/// <param name="Measures">By <see cref="Measure.Key"/>; what could not be measured is not there.</param>
internal sealed record ConditionScores(string Name, int Calls, double AudioSeconds, IReadOnlyDictionary<string, Estimate> Measures)
{
    public const string All = "all";

    public static IReadOnlyList<ConditionScores> Of(IReadOnlyList<CallScores> calls, Bootstrap bootstrap)
    {
        var byCondition = calls.SelectMany(call => call.Conditions.Select(condition => (condition, call)))
            .GroupBy(pair => pair.condition, pair => pair.call, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group], bootstrap)).ToList();
        return byCondition.Count > 1 ? [Of(All, calls, bootstrap), .. byCondition] : byCondition;
    }

    private static ConditionScores Of(string name, IReadOnlyList<CallScores> calls, Bootstrap bootstrap) => new(
        name,
        calls.Count,
        calls.Sum(call => call.AudioSeconds),
        AllMeasures.All.Select(measure => (measure.Key, Estimate: bootstrap.Estimate(measure, calls)))
            .Where(pair => pair.Estimate is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Estimate!.Value, StringComparer.Ordinal));
}
