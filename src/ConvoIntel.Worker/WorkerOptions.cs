using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker;

/// <summary>How a worker takes and keeps jobs; section <c>Worker</c>.</summary>
internal sealed class WorkerOptions
{
    public const string SectionName = "Worker";

    /// <summary>Names this worker among others, in the jobs and the log; default the machine's name and the process's number.</summary>
    [Required]
    public string Name { get; set; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Folder for what a killed worker goes on from; default <c>state</c> in the working folder.</summary>
    [Required]
    public string StateFolder { get; set; } = "state";

    /// <summary>How long a job stays this worker's without a sign of life, 5 s to 1 h; default 2 min. Renewed three times in that time.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Tries before a job is given up, 1 to 100; default 5. What cannot get better by trying again is given up at once.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Longest wait before the second try, 0 to 1 h; default 10 s. It doubles with each try.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait between two tries, 0 to 24 h; default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often an idle worker looks for jobs, 50 ms to 1 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stopping worker lets calls in flight finish, 0 to 1 h; default 25 s. Then they are given back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainDeadline { get; set; } = TimeSpan.FromSeconds(25);
}

[OptionsValidator]
internal sealed partial class WorkerOptionsValidator : IValidateOptions<WorkerOptions>;
