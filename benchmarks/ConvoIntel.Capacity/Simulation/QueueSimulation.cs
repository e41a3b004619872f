namespace ConvoIntel.Capacity.Simulation;

/// <summary>
/// A discrete simulation of the work queue: calls come, wait for a slot of a replica, are worked on, and end. A replica may crash amid a
/// call, which is then hidden until its lease ends; a try may fail for a passing reason, and is made again after a wait that grows. A scaler
/// looks at the queue now and then. The same chance gives the same day.
/// </summary>
internal sealed class QueueSimulation
{
    private readonly Load load;
    private readonly Fleet fleet;
    private readonly Func<double, double> service;
    private readonly Random chance;
    private readonly PriorityQueue<(Happening What, Call? Call), (double, long)> events = new();
    private readonly Queue<Call> waiting = new();
    private readonly List<double> waits = [];
    private readonly List<double> turnarounds = [];
    private double now;
    private long order;
    private int hidden;
    private int slots;
    private int starting;
    private int busy;
    private int broken;
    private double shrinkFrom = double.PositiveInfinity;
    private int dead;
    private int crashes;
    private int retries;
    private int longestQueue;
    private double workSeconds;
    private double slotSeconds;

    /// <param name="load">What comes.</param>
    /// <param name="fleet">Who works on it.</param>
    /// <param name="service">Seconds of work on one slot for a call of so many seconds.</param>
    /// <param name="seed">Decides all that is drawn.</param>
    public QueueSimulation(Load load, Fleet fleet, Func<double, double> service, int seed)
    {
        (this.load, this.fleet, this.service, chance) = (load, fleet, service, new Random(seed));
        slots = fleet.MinReplicas * fleet.SlotsAReplica;
    }

    private enum Happening
    {
        Arrival,
        End,
        Failure,
        Crash,
        Visible,
        Restarted,
        Started,
        Look,
    }

    public Outcome Run(double days)
    {
        var arrivals = load.Arrivals(days, new Random(chance.Next())).GetEnumerator();
        Next(arrivals);
        if (fleet.MaxReplicas > fleet.MinReplicas) At(fleet.Polling, Happening.Look);
        while (events.TryDequeue(out var one, out var when))
        {
            // The scaler looks for ever; the day is over when nothing else is left to happen.
            if (one.What == Happening.Look && events.Count == 0 && waiting.Count == 0 && busy == 0 && hidden == 0) break;
            slotSeconds += (when.Item1 - now) * slots;
            now = when.Item1;
            Handle(one.What, one.Call, arrivals);
            while (waiting.Count > 0 && slots - busy - broken > 0) Begin(waiting.Dequeue());
            longestQueue = Math.Max(longestQueue, waiting.Count);
        }
        return new Outcome([.. waits.Order()], [.. turnarounds.Order()], dead, crashes, retries, longestQueue, workSeconds, slotSeconds);
    }

    private void Handle(Happening what, Call? call, IEnumerator<double> arrivals)
    {
        switch (what)
        {
            case Happening.Arrival:
                waiting.Enqueue(call!);
                Next(arrivals);
                break;
            case Happening.End:
                busy--;
                waits.Add(call!.Began - call.Arrived);
                turnarounds.Add(now - call.Arrived);
                break;
            case Happening.Failure:
                busy--;
                Fail(call!);
                break;
            case Happening.Crash:
                busy--;
                broken++;
                crashes++;
                // The last renewal was up to a third of the lease ago.
                Hide(call!, fleet.Lease * (2 + chance.NextDouble()) / 3);
                At(fleet.Restart, Happening.Restarted);
                break;
            case Happening.Visible:
                hidden--;
                waiting.Enqueue(call!);
                break;
            case Happening.Restarted:
                broken--;
                break;
            case Happening.Started:
                starting -= fleet.SlotsAReplica;
                slots += fleet.SlotsAReplica;
                break;
            default:
                Scale();
                break;
        }
    }

    private void Next(IEnumerator<double> arrivals)
    {
        if (arrivals.MoveNext()) At(arrivals.Current - now, Happening.Arrival, new Call(arrivals.Current, service(load.Length(chance))));
    }

    private void Begin(Call call)
    {
        busy++;
        call.Began = now;
        call.Attempts++;
        var crash = double.IsPositiveInfinity(fleet.BetweenCrashes) ? double.PositiveInfinity : Draw.Exponential(chance, fleet.BetweenCrashes);
        var failure = chance.NextDouble() < fleet.Failing ? chance.NextDouble() * call.Work : double.PositiveInfinity;
        var ends = Math.Min(call.Work, Math.Min(crash, failure));
        workSeconds += ends;
        At(ends, ends == crash ? Happening.Crash : ends == failure ? Happening.Failure : Happening.End, call);
    }

    /// <summary>As the worker's Backoff: anything up to a bound that doubles.</summary>
    private void Fail(Call call)
    {
        if (call.Attempts >= fleet.MaxAttempts)
        {
            dead++;
            return;
        }
        retries++;
        Hide(call, Math.Min(fleet.FirstRetry * Math.Pow(2, call.Attempts - 1), fleet.LongestRetry) * chance.NextDouble());
    }

    private void Hide(Call call, double wait)
    {
        hidden++;
        At(wait, Happening.Visible, call);
    }

    /// <summary>The scaler counts hidden messages too: those that are worked on, and those that wait to be tried again.</summary>
    private void Scale()
    {
        At(fleet.Polling, Happening.Look);
        var messages = waiting.Count + busy + hidden;
        var wanted = Math.Clamp((int)Math.Ceiling((double)messages / fleet.MessagesAReplica), fleet.MinReplicas, fleet.MaxReplicas) * fleet.SlotsAReplica;
        if (wanted >= slots + starting) shrinkFrom = double.PositiveInfinity;
        for (; slots + starting < wanted; starting += fleet.SlotsAReplica) At(fleet.Start, Happening.Started);
        if (wanted >= slots) return;
        // Fewer only after the need has been less for a while, and those that work finish first: they drain.
        shrinkFrom = double.IsPositiveInfinity(shrinkFrom) ? now : shrinkFrom;
        if (now - shrinkFrom >= fleet.Cooldown) slots = Math.Max(wanted, busy + broken);
    }

    private void At(double wait, Happening what, Call? call = null) => events.Enqueue((what, call), (now + wait, order++));

    private sealed class Call(double arrived, double work)
    {
        public double Arrived { get; } = arrived;

        public double Work { get; } = work;

        public double Began { get; set; }

        public int Attempts { get; set; }
    }
}
