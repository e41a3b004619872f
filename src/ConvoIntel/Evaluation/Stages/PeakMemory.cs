using System.Diagnostics;

namespace ConvoIntel.Evaluation.Stages;

/// <summary>Most memory that the process held.</summary>
internal static class PeakMemory
{
    /// <summary>
    /// Starts to measure anew. Only Linux can: elsewhere, and where the kernel forbids it, the peak stays that of the process so far.
    /// </summary>
    public static void Reset()
    {
        const string marks = "/proc/self/clear_refs";
        if (!OperatingSystem.IsLinux() || !File.Exists(marks)) return;
        try
        {
            // 5 sets the high-water mark of resident memory to what is held now (proc(5)).
            File.WriteAllText(marks, "5");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The figure is then of the whole run, and not less than the truth.
        }
    }

    public static long Bytes()
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.PeakWorkingSet64;
    }
}
