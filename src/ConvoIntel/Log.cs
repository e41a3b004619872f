using Microsoft.Extensions.Logging;

namespace ConvoIntel;

/// <summary>Every message that the library logs. Words of a call are never among their values.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Processed {Conversation}: {AudioSeconds:0} s of audio in {Elapsed}")]
    public static partial void CallProcessed(this ILogger logger, string conversation, double audioSeconds, TimeSpan elapsed);

    [LoggerMessage(2, LogLevel.Warning, "No result for {File}: {Reason}, {Problem}")]
    public static partial void CallFailed(this ILogger logger, string file, FailureReason reason, string problem, Exception? fault);
}
