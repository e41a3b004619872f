using System.Diagnostics;
using System.Text.Json;

namespace ConvoIntel.Benchmarks.Speed;

/// <summary>Runs <see cref="SpeedChild"/> in processes of their own, so that one measurement does not warm up another.</summary>
internal static class Children
{
    /// <param name="settings">As <c>Section:Key=value</c>.</param>
    /// <param name="recordings">Files.</param>
    /// <param name="core">The only core that it may use; null for all.</param>
    public static async Task<SpeedRun> RunAsync(IEnumerable<string> settings, IEnumerable<string> recordings, int? core = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Under `dotnet program.dll` the process is dotnet itself.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(Children).Assembly.Location);
        foreach (var argument in (string[])[SpeedChild.Verb, .. settings, .. recordings]) start.ArgumentList.Add(argument);
        if (core is not null) start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        using var process = Process.Start(start)!;
        if (core is { } one && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())) process.ProcessorAffinity = 1 << one;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The measuring process failed with exit code {process.ExitCode}: see above.");
        return JsonSerializer.Deserialize<SpeedRun>(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;
    }
}
