using System.Globalization;
using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.State;

/// <summary>Where recordings lie that had to be fetched, while they are worked on.</summary>
internal sealed class Spool(IOptions<WorkerOptions> options)
{
    private readonly string root = Path.Combine(options.Value.StateFolder, "spool");

    /// <summary>A folder for one try of a job; made.</summary>
    public string Open(long job) => Directory.CreateDirectory(Path.Combine(root, $"{job}-{Guid.NewGuid():n}")).FullName;

    /// <summary>Removes what killed workers left here of jobs that are at work no longer.</summary>
    public async Task SweepAsync(IJobStore jobs, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root)) return;
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (!long.TryParse(Path.GetFileName(folder).Split('-')[0], CultureInfo.InvariantCulture, out var id)) continue;
            if (await jobs.FindAsync(id, cancellationToken).ConfigureAwait(false) is { State: JobState.Working }) continue;
            // Between the question and now its worker may have removed it itself.
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }
}
