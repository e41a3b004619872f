using System.Runtime.InteropServices;

namespace ConvoIntel.Inference;

/// <summary>Keeps glibc from holding on to memory that models have freed; does nothing where the C library is another.</summary>
internal static class NativeMemory
{
    // mallopt(3).
    private const int ArenaMax = -8;

    /// <summary>
    /// One pool for each processor. By default there are eight, and what a thread frees in one of them no other thread can use:
    /// a tenth of the process lay idle there.
    /// </summary>
    public static void LimitPools() => Call(() => MallOpt(ArenaMax, Math.Max(2, Environment.ProcessorCount)));

    /// <summary>Gives back to the system what unloaded models leave behind.</summary>
    public static void Trim() => Call(() => MallocTrim(0));

    private static void Call(Func<int> function)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = function();
        }
        catch (Exception absent) when (absent is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl, for example, knows neither.
        }
    }

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code, which the library does without; numbers alone pass here.
    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallOpt(int parameter, int value);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallocTrim(nuint pad);
#pragma warning restore SYSLIB1054
}
