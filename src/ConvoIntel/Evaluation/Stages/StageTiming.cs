namespace ConvoIntel.Evaluation.Stages;

/// <summary>What a stage took for the calls of one condition.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Condition">The first condition of its calls: a call is run once.</param>
/// <param name="Calls">Calls that were run.</param>
/// <param name="AudioSeconds">Length of what was heard.</param>
/// <param name="ElapsedSeconds">Time it took, loading of models left out.</param>
/// <param name="PeakMemoryBytes">Most memory of the process meanwhile.</param>
internal sealed record StageTiming(
    EvaluationStage Stage, string Condition, int Calls, double AudioSeconds, double ElapsedSeconds, long PeakMemoryBytes)
{
    /// <summary>Time ÷ length of the audio: below 1 is faster than the call itself.</summary>
    public double? RealTimeFactor => AudioSeconds > 0 ? ElapsedSeconds / AudioSeconds : null;
}
