namespace ConvoIntel.Worker;

/// <summary>Every message that the worker logs. Words of a call are never among their values.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "{Count} new recordings in {Source}")]
    public static partial void Found(this ILogger logger, int count, string source);

    [LoggerMessage(102, LogLevel.Warning, "{Source} could not be looked through; it is tried again")]
    public static partial void LookFailed(this ILogger logger, string source, Exception fault);

    [LoggerMessage(103, LogLevel.Information, "Attached {Source}: {AudioSeconds:0} s of audio in {Elapsed}")]
    public static partial void Attached(this ILogger logger, string source, double audioSeconds, TimeSpan elapsed);

    [LoggerMessage(104, LogLevel.Warning, "No result for {Source}: {Reason}, {Problem}; {Next}")]
    public static partial void Failed(this ILogger logger, string source, FailureReason reason, string problem, string next, Exception? fault);

    [LoggerMessage(105, LogLevel.Warning, "{Source} is another worker's by now, or was cancelled: its work is dropped")]
    public static partial void ClaimLost(this ILogger logger, string source);

    [LoggerMessage(106, LogLevel.Error, "The jobs cannot be reached; they are tried again")]
    public static partial void StoreUnavailable(this ILogger logger, Exception fault);

    [LoggerMessage(107, LogLevel.Information, "Stopping: {Count} calls may finish within {Deadline}")]
    public static partial void Draining(this ILogger logger, int count, TimeSpan deadline);

    [LoggerMessage(108, LogLevel.Warning, "{Source} is done, and could not be put away: {Problem}")]
    public static partial void NotPutAway(this ILogger logger, string source, string problem);

    [LoggerMessage(109, LogLevel.Debug, "Job {Job}, try {Attempt}: {Step}")]
    public static partial void JobAt(this ILogger logger, long job, int attempt, Enum step);
}
