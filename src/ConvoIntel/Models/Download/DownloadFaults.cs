namespace ConvoIntel.Models.Download;

/// <summary>A try that failed, and that another may mend.</summary>
/// <param name="problem">Why, as a clause.</param>
/// <param name="retryAfter">How long the server asks to wait, if it does.</param>
/// <param name="unreachable">Whether no connection was made.</param>
/// <param name="inner">The error underneath.</param>
internal sealed class TransientFault(string problem, TimeSpan? retryAfter = null, bool unreachable = false, Exception? inner = null) : Exception(problem, inner)
{
    public TimeSpan? RetryAfter => retryAfter;

    public bool Unreachable => unreachable;
}

/// <summary>The server has no such file.</summary>
internal sealed class NotThereFault(string problem) : Exception(problem);

/// <summary>A failure that trying again cannot mend.</summary>
/// <param name="problem">Why, as a clause.</param>
/// <param name="remedy">What to do, as a sentence.</param>
/// <param name="inner">The error underneath.</param>
internal sealed class PermanentFault(string problem, string remedy, Exception? inner = null) : Exception(problem, inner)
{
    public string Remedy => remedy;
}
