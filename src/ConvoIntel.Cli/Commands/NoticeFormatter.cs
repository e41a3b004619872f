using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary>A log message as one line for people: what happened, without the time, the source and the number.</summary>
internal sealed class NoticeFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "notice";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var level = logEntry.LogLevel >= LogLevel.Error ? "error" : "warning";
        textWriter.WriteLine(logEntry.Exception is { } fault ? $"{level}: {message} ({fault.Message})" : $"{level}: {message}");
    }
}
