using System.CommandLine;
using ConvoIntel.Cli.Rendering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary>Runs the parsed command and turns known failures into a message and an exit code.</summary>
internal static class CommandRunner
{
    private static readonly InvocationConfiguration Invocation = new() { EnableDefaultExceptionHandler = false };

    public static async Task<int> RunAsync(ParseResult command)
    {
        try
        {
            var code = await command.InvokeAsync(Invocation);
            return command.Errors.Count > 0 ? ExitCodes.Unusable : code;
        }
        catch (OperationCanceledException)
        {
            Terminal.Error.MarkupLine("[yellow]Cancelled.[/] What was finished is kept; run the same command again for the rest.");
            return ExitCodes.Cancelled;
        }
        catch (ConvoIntelException known)
        {
            Terminal.Error.MarkupLine($"[red]{Terminal.Safe(known.SourceName)}[/]: {Terminal.Safe(known.Problem)}. {Terminal.Safe(known.Remedy)}");
            return ExitCodes.Unusable;
        }
        catch (OptionsValidationException invalid)
        {
            Terminal.Error.MarkupLine("[red]The configuration cannot be used:[/]");
            foreach (var failure in invalid.Failures) Terminal.Error.MarkupLine($"  {Terminal.Safe(failure)}");
            return ExitCodes.Unusable;
        }
        catch (InvalidOperationException invalid) when (invalid.Source == typeof(ConfigurationBinder).Assembly.GetName().Name)
        {
            // A word where a number stands, or one that a setting does not know: the message names the setting and the value.
            Terminal.Error.MarkupLine("[red]The configuration cannot be used:[/]");
            Terminal.Error.MarkupLine($"  {Terminal.Safe(invalid.Message)}");
            return ExitCodes.Unusable;
        }
        catch (Exception fault)
        {
            Terminal.Error.MarkupLine($"[red]ConvoIntel failed[/]: {Terminal.Safe(fault.Message)} ({Terminal.Safe(fault.GetType().Name)}). Please report it with what follows.");
            Terminal.Error.MarkupLine(Terminal.Safe(fault.StackTrace));
            return ExitCodes.Unusable;
        }
    }
}
