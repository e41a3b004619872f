using System.Runtime.InteropServices;

namespace ConvoIntel.Evaluation.Results;

/// <summary>The machine a figure was measured on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        const string info = "/proc/cpuinfo";
        var model = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : null;
        return $"{Environment.ProcessorCount} cores, {model ?? RuntimeInformation.ProcessArchitecture.ToString()}, {RuntimeInformation.FrameworkDescription}";
    }
}
