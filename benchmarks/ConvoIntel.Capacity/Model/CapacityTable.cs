using System.Globalization;
using System.Text;
using ConvoIntel.Capacity.Simulation;

namespace ConvoIntel.Capacity.Model;

/// <summary>The committed page.</summary>
internal sealed class CapacityTable(Assumptions assumed, string command)
{
    private readonly StringBuilder page = new();

    public string Write()
    {
        page.AppendLine("# Capacity on paper").AppendLine();
        Line($"What a load needs, from what one call costs and a discrete simulation of the work queue. Command: `{command}`. The same seed ({assumed.Seed}) gives the same page on any machine; nothing here is measured while it is made.");
        Line($"Assumed: calls of {assumed.MeanLength / 60:0.#} min on average (lognormal, σ {assumed.Sigma:0.##}, at most {assumed.Longest / 3600:0.#} h), landing over a working day of one zone (busiest hour {Load.WorkingDay.Max() / Load.WorkingDay.Sum() * 100:0} % of the day's calls). Work: {assumed.Cost.Fixed:0.##} s and {assumed.Cost.ModelCost / assumed.Cost.Speed * 60:0.##} s of one core a minute of recording ({assumed.Cost.Speed / assumed.Cost.ModelCost:0.#} × real time a core). {assumed.Failing * 100:0.#} % of tries fail for a passing reason; a core crashes after {assumed.BetweenCrashes / 3600:0.#} h of work.");
        Plans("Cores and rates", assumed.Loads.Select(calls => (Label(calls), PlanFor(calls, assumed.Cost))));
        Line("Wanted: 95 of 100 calls of the day begin within " + Span(assumed.Patience) + " of landing. Rates are those of the busiest hour, a second. Utilisation is over the whole day, its night included.");
        Storage();
        Models();
        Scaling();
        return page.ToString();
    }

    private void Plans(string title, IEnumerable<(string Label, Plan Plan)> plans)
    {
        page.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        page.AppendLine("| calls a day | audio, h a day | cores, evenly | cores, wanted wait | wait p50 | p95 | p99 | utilisation | claims | queue requests | blob requests | transactions |");
        page.AppendLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (label, plan) in plans)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"| {label} | {plan.AudioHoursADay:#,0} | {plan.MeanCores:0.##} | {plan.Cores:#,0} | {Waits(plan.Day)} | {plan.Day.Utilisation * 100:0} % | {plan.Claims:0.##} | {plan.QueueOperations:0.#} | {plan.BlobOperations:0.#} | {plan.Transactions:0.#} |");
        }
        page.AppendLine();
    }

    private void Storage()
    {
        page.AppendLine("## Storage").AppendLine().AppendLine("| calls a day | audio a day | audio a year | database a day | database a year | rows a day |").AppendLine("|---:|---:|---:|---:|---:|---:|");
        foreach (var calls in assumed.Loads)
        {
            var minutes = calls * assumed.MeanLength / 60;
            var (audio, book) = (minutes * assumed.Cost.AudioBytes, minutes * assumed.Cost.DatabaseBytes);
            page.AppendLine(CultureInfo.InvariantCulture, $"| {Label(calls)} | {Size(audio)} | {Size(audio * 365)} | {Size(book)} | {Size(book * 365)} | {(calls * assumed.Cost.FixedRows) + (minutes * assumed.Cost.Rows):#,0} |");
        }
        page.AppendLine();
    }

    private void Models()
    {
        page.AppendLine("## Other models").AppendLine();
        Line("Cores of one tenth of the largest load by the model's work, as a multiple of the starter's. What a published model costs is measured by `convointel evaluate` on one's own machine; `--model-cost` takes it.");
        var calls = assumed.Loads.Max() / 10;
        page.AppendLine("| work | × real time a core | cores, evenly | cores, wanted wait |").AppendLine("|---:|---:|---:|---:|");
        foreach (var factor in assumed.ModelCosts)
        {
            var plan = PlanFor(calls, assumed.Cost with { ModelCost = factor });
            page.AppendLine(CultureInfo.InvariantCulture, $"| {factor:0.#} | {assumed.Cost.Speed / factor:0.#} | {plan.MeanCores:0.#} | {plan.Cores:#,0} |");
        }
        page.AppendLine();
    }

    private void Scaling()
    {
        page.AppendLine("## Scaled to zero").AppendLine();
        Line("Replicas of two cores that the KEDA scaler brings and takes away, at a thirtieth of the largest load, against as many that are always there.");
        var calls = assumed.Loads.Max() / 30;
        page.AppendLine("| replicas | wait p50 | p95 | p99 | longest queue | core hours a day | crashes | tried again | given up |").AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        var most = (int)Math.Ceiling(PlanFor(calls, assumed.Cost).Cores * 1.2 / 2) + 1;
        foreach (var (label, least) in new[] { ($"{most} always", most), ($"1 to {most}", 1), ($"0 to {most}", 0) })
        {
            var day = new QueueSimulation(LoadOf(calls), FleetOf() with { SlotsAReplica = 2, MinReplicas = least, MaxReplicas = most }, assumed.Cost.Work, assumed.Seed).Run(1);
            page.AppendLine(CultureInfo.InvariantCulture, $"| {label} | {Waits(day)} | {day.LongestQueue:#,0} | {day.SlotSeconds / 3600:0.#} | {day.Crashes} | {day.Retries} | {day.Dead} |");
        }
    }

    private Plan PlanFor(double calls, CallCost cost) => Plan.For(LoadOf(calls), cost, FleetOf(), assumed.MeanLength, assumed.Patience, assumed.Seed);

    private Load LoadOf(double calls) => new() { CallsADay = calls, Length = Load.Lognormal(assumed.MeanLength, assumed.Sigma, assumed.Longest) };

    private Fleet FleetOf() => new() { SlotsAReplica = 1, MinReplicas = 1, MaxReplicas = 1, Failing = assumed.Failing, BetweenCrashes = assumed.BetweenCrashes };

    private void Line(FormattableString text) => Line(text.ToString(CultureInfo.InvariantCulture));

    private void Line(string text) => page.AppendLine(text).AppendLine();

    private static string Waits(Outcome day) => string.Join(" | ", new[] { 0.5, 0.95, 0.99 }.Select(share => Span(Outcome.Percentile(day.Waits, share))));

    private static string Label(double calls) => calls.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Span(double seconds) => seconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min");

    private static string Size(double bytes) => bytes switch
    {
        >= 1e15 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e15:0.##} PB"),
        >= 1e12 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e12:0.##} TB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB"),
    };
}
