using System.Diagnostics;
using System.Diagnostics.Metrics;
using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Worker.Observation;

/// <summary>What operations watch: jobs by state, calls by outcome, how long they take, how much faster than speech.</summary>
internal sealed class WorkerMetrics
{
    public const string Name = "ConvoIntel.Worker";

    private readonly Counter<long> calls;
    private readonly Counter<double> audio;
    private readonly Histogram<double> elapsed;
    private readonly Histogram<double> realTimeFactor;

    private volatile IReadOnlyDictionary<JobState, int> open = new Dictionary<JobState, int>();

    public WorkerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        calls = meter.CreateCounter<long>("convointel.calls", "{call}", "Calls that came to an end, by outcome and reason");
        audio = meter.CreateCounter<double>("convointel.audio", "s", "Seconds of speech recordings attached");
        elapsed = meter.CreateHistogram<double>("convointel.call.duration", "s", "Seconds from the claim of a call to its end");
        meter.CreateObservableGauge("convointel.jobs", Open, "{job}", "Jobs with something left to do, of all workers, by state: those that wait are the queue");
        realTimeFactor = meter.CreateHistogram<double>("convointel.call.real_time_factor", "1", "Seconds of work a second of audio");
    }

    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>What was counted last; the gauge repeats it until it is counted anew.</summary>
    public void Counted(IReadOnlyDictionary<JobState, int> jobs) => open = jobs;

    public void Attached(double seconds, TimeSpan took)
    {
        calls.Add(1, new KeyValuePair<string, object?>("outcome", "attached"));
        audio.Add(seconds);
        elapsed.Record(took.TotalSeconds);
        if (seconds > 0) realTimeFactor.Record(took.TotalSeconds / seconds);
    }

    public void Failed(FailureReason reason, bool again, TimeSpan took)
    {
        calls.Add(1, new("outcome", again ? "retried" : "dead"), new("reason", reason.ToString()));
        elapsed.Record(took.TotalSeconds);
    }

    // States without jobs are told too: a gauge that falls silent looks like one that stands still.
    private IEnumerable<Measurement<int>> Open() =>
        Enum.GetValues<JobState>().Where(state => state != JobState.Cancelled)
            .Select(state => new Measurement<int>(open.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant())));
}
