using System.Globalization;
using System.Text.RegularExpressions;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>Reads in the workers' logs where every call is, kills a worker whose call is where it is wanted, and sees work that is done twice.</summary>
internal sealed partial class CallWatch
{
    /// <summary>The way of a job, in order, by the names that the log gives.</summary>
    public static readonly string[] Steps =
        ["Fetching", "Ingestion", "Segmentation", "Transcription", "Understanding", "Attachment", "Marking", "PuttingAway"];

    private readonly Lock reading = new();
    private readonly Dictionary<(int Worker, long Job), string> at = [];
    private readonly HashSet<long> heard = [];
    private readonly HashSet<long> understood = [];
    private (string Step, TimeSpan Wait, TaskCompletionSource<WorkerProcess> Killed)? wanted;

    /// <summary>Stages that began although their outcome had been kept.</summary>
    public List<string> Redone { get; } = [];

    /// <summary>Times that hearing was begun.</summary>
    public int Hearings { get; private set; }

    /// <summary>The next worker whose call comes to a step is killed, after a wait; ends with it.</summary>
    public Task<WorkerProcess> KillAt(string step, TimeSpan wait)
    {
        lock (reading)
        {
            wanted = (step, wait, new TaskCompletionSource<WorkerProcess>(TaskCreationOptions.RunContinuationsAsynchronously));
            return wanted.Value.Killed.Task;
        }
    }

    public void Disarm()
    {
        lock (reading) wanted = null;
    }

    public void Line(WorkerProcess worker, string line)
    {
        if (Said().Match(line) is not { Success: true } said) return;
        var (job, step) = (long.Parse(said.Groups["job"].Value, CultureInfo.InvariantCulture), said.Groups["step"].Value);
        (TimeSpan Wait, TaskCompletionSource<WorkerProcess> Killed) kill;
        lock (reading)
        {
            Note(job, step);
            if (step == "Ended") at.Remove((worker.Id, job));
            else at[(worker.Id, job)] = step;
            if (wanted is not { } now || now.Step != step) return;
            kill = (now.Wait, now.Killed);
            wanted = null;
        }
        if (kill.Wait == TimeSpan.Zero) Kill();
        else _ = Task.Delay(kill.Wait).ContinueWith(_ => Kill(), TaskScheduler.Default);

        void Kill()
        {
            worker.Kill();
            kill.Killed.SetResult(worker);
        }
    }

    /// <summary>Calls that a dead worker was at, with the last that it said of each.</summary>
    public IReadOnlyList<(long Job, string Step)> InFlight(WorkerProcess dead)
    {
        lock (reading) return [.. at.Where(pair => pair.Key.Worker == dead.Id).Select(pair => (pair.Key.Job, pair.Value))];
    }

    /// <summary>What lies in the checkpoints or the deal book says that a job had come further than its worker could say.</summary>
    public void Left(long job, string step)
    {
        lock (reading) Keep(job, step);
    }

    private void Note(long job, string step)
    {
        if (step == "Segmentation")
        {
            Hearings++;
            if (heard.Contains(job)) Redone.Add($"hearing of job {job}");
        }
        if (step == "Understanding" && understood.Contains(job)) Redone.Add($"understanding of job {job}");
        Keep(job, step);
    }

    private void Keep(long job, string step)
    {
        if (Array.IndexOf(Steps, step) >= Array.IndexOf(Steps, "Understanding")) heard.Add(job);
        if (Array.IndexOf(Steps, step) >= Array.IndexOf(Steps, "Attachment")) understood.Add(job);
    }

    [GeneratedRegex(@"Job (?<job>\d+), try \d+: (?<step>\w+)")]
    private static partial Regex Said();
}
