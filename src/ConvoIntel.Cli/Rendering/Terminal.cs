using System.Text;
using Spectre.Console;

namespace ConvoIntel.Cli.Rendering;

/// <summary>The two consoles: results on standard output, everything else on standard error.</summary>
internal static class Terminal
{
    // Tables need some width to be read; a file or a pipe has none of its own.
    private const int RedirectedWidth = 120;

    public static IAnsiConsole Out { get; } = CreateOut();

    public static IAnsiConsole Error { get; } = CreateError();

    /// <summary>Text of a file, a name or a call as data: no markup, and no control characters that could steer the terminal.</summary>
    public static string Safe(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = new StringBuilder(text.Length);
        foreach (var c in text) safe.Append(char.IsControl(c) || c is '\u202e' or '\u2066' or '\u2067' or '\u2068' ? ' ' : c);
        return Markup.Escape(safe.ToString());
    }

    private static IAnsiConsole CreateOut()
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected) console.Profile.Width = RedirectedWidth;
        return console;
    }

    private static IAnsiConsole CreateError()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        // A log has no edge to wrap at: an error stays one line that can be searched for.
        if (Console.IsErrorRedirected) console.Profile.Width = int.MaxValue;
        return console;
    }
}
