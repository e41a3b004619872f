using System.Diagnostics;
using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Evaluation.Sets;

namespace ConvoIntel.Evaluation.Stages;

/// <summary>What stages have made of a set so far.</summary>
/// <param name="set">The set.</param>
internal sealed class StageRun(EvaluationSet set)
{
    private readonly Dictionary<string, Heard> heard = new(StringComparer.Ordinal);

    public EvaluationSet Set => set;

    public List<StageTiming> Timings { get; } = [];

    public List<EvaluationProblem> Problems { get; } = [];

    /// <summary>Models that took part, by kind.</summary>
    public Dictionary<string, EvaluatedModel> Models { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Heard> Heard => heard;

    public void Add(EvaluationItem item, Func<Heard, Heard> add) => heard[item.Name] = add(heard.GetValueOrDefault(item.Name) ?? new Heard());

    /// <summary>Runs a stage over the items of one condition after the other, so that each has a time and a peak of memory of its own.</summary>
    /// <param name="stage">For the timings.</param>
    /// <param name="items">The items that the stage can run on.</param>
    /// <param name="run">Runs some and returns the seconds of audio that were heard.</param>
    public async Task ByConditionAsync(EvaluationStage stage, IEnumerable<EvaluationItem> items, Func<IReadOnlyList<EvaluationItem>, Task<double>> run)
    {
        foreach (var group in items.GroupBy(item => item.Conditions[0]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            PeakMemory.Reset();
            var started = Stopwatch.GetTimestamp();
            var calls = group.ToList();
            var audio = await run(calls).ConfigureAwait(false);
            Timings.Add(new StageTiming(stage, group.Key, calls.Count, audio, Stopwatch.GetElapsedTime(started).TotalSeconds, PeakMemory.Bytes()));
        }
    }

    /// <summary>Runs one item; what goes wrong with it is a problem and stops nothing else.</summary>
    /// <returns>Seconds of audio that were heard.</returns>
    public async Task<double> GuardAsync(EvaluationItem item, Func<Task<double>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (ConvoIntelException error) when (error.Reason is not FailureReason.ModelUnusable)
        {
            Problems.Add(EvaluationProblem.From(set.Root, item.Audio ?? item.Name, error));
            return 0;
        }
    }
}

/// <summary>A model or rule set that was judged.</summary>
/// <param name="Kind">As in <see cref="Conversations.ModelInfo.Kind"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Hash">First digits of the SHA-256 of its files; null for rules.</param>
internal sealed record EvaluatedModel(string Kind, string Name, string Version, string? Hash);
