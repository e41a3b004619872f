using Microsoft.Extensions.Logging;

namespace ConvoIntel;

/// <summary>Every message that the library logs. Words of a call are never among their values.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Processed {Conversation}: {AudioSeconds:0} s of audio in {Elapsed}")]
    public static partial void CallProcessed(this ILogger logger, string conversation, double audioSeconds, TimeSpan elapsed);

    [LoggerMessage(2, LogLevel.Warning, "No result for {File}: {Reason}, {Problem}")]
    public static partial void CallFailed(this ILogger logger, string file, FailureReason reason, string problem, Exception? fault);

    [LoggerMessage(3, LogLevel.Warning, "{Model} knows English only: the language '{Language}' that was asked for is ignored")]
    public static partial void LanguageIgnored(this ILogger logger, string model, string language);

    [LoggerMessage(4, LogLevel.Information, "Speech recognition runs on the graphics processor (CUDA)")]
    public static partial void RunsOnCuda(this ILogger logger);

    [LoggerMessage(6, LogLevel.Information, "{Model} runs in {Lanes} lanes of {Threads} threads, with batches of up to {BatchSize} windows")]
    public static partial void EnginePlanned(this ILogger logger, string model, int lanes, int threads, int batchSize);

    /// <summary>At level Warning where CUDA was asked for by name, at Information where it was only tried.</summary>
    [LoggerMessage(EventId = 5, Message = "Speech recognition runs on the processor, not on CUDA: {Reason}")]
    public static partial void FellBack(this ILogger logger, LogLevel level, string reason);
}
