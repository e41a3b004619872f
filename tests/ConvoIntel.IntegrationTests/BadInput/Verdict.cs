namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>What became of a mutant.</summary>
/// <param name="Mutant">Which.</param>
/// <param name="Reason">Why it has no result; null where it has one.</param>
/// <param name="Problem">What was said of it.</param>
/// <param name="Elapsed">Time that it took.</param>
/// <param name="Fault">What is wrong with the way it ended; null where nothing is.</param>
internal sealed record Verdict(Mutant Mutant, FailureReason? Reason, string? Problem, TimeSpan Elapsed, string? Fault)
{
    public override string ToString() => $"{Mutant.Name} ({Mutant.Kind}), {Elapsed.TotalSeconds:0.0} s, {Reason?.ToString() ?? "result"}: {Fault ?? Problem}";
}
