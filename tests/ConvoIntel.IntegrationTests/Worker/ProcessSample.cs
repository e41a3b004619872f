using System.Globalization;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>What a process holds, as Linux tells.</summary>
/// <param name="Megabytes">Memory that is in RAM.</param>
/// <param name="Handles">Open files, sockets and pipes.</param>
/// <param name="Threads">Threads.</param>
internal sealed record ProcessSample(int Megabytes, int Handles, int Threads)
{
    public static ProcessSample Of(WorkerProcess worker)
    {
        var status = File.ReadAllLines($"/proc/{worker.Id}/status");
        return new ProcessSample(Number("VmRSS:") / 1024, Directory.GetFileSystemEntries($"/proc/{worker.Id}/fd").Length, Number("Threads:"));

        int Number(string name) => int.Parse(
            status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
    }
}
