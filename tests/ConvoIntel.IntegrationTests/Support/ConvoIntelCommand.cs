using System.Diagnostics;

namespace ConvoIntel.IntegrationTests.Support;

/// <summary>Runs <c>convointel</c> as a user's shell does: another process, its output read, its exit code kept.</summary>
internal static class ConvoIntelCommand
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ConvoIntel.Cli.dll");

    public static Task<CommandResult> RunAsync(string folder, params string[] arguments) =>
        StartAsync(folder, "dotnet", [Program, .. arguments]);

    /// <summary>On a terminal, which <c>script</c> (util-linux) plays: bars and colours instead of plain lines.</summary>
    public static Task<CommandResult> RunOnTerminalAsync(string folder, params string[] arguments) =>
        StartAsync(folder, "script", ["-qec", string.Join(' ', new[] { "dotnet", Program }.Concat(arguments).Select(a => $"'{a}'")), "/dev/null"]);

    /// <summary>With environment variables of its own, and something to do while it runs.</summary>
    public static Task<CommandResult> RunWithAsync(
        string folder, IReadOnlyDictionary<string, string> environment, Func<Process, Task>? meanwhile, params string[] arguments) =>
        // A background job of a shell starts with Ctrl-C ignored, and hands that down; a user's command does not.
        StartAsync(folder, "env", ["--default-signal=INT", "dotnet", Program, .. arguments], environment, meanwhile);

    private static async Task<CommandResult> StartAsync(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, Func<Process, Task>? meanwhile = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["CONVOINTEL_MODELS"] = Repository.Models;
        start.Environment["TERM"] = "xterm-256color";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (meanwhile is not null) await meanwhile(process);
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await error);
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Error);
