using System.Diagnostics.Metrics;

namespace ConvoIntel.Benchmarks.Speed;

/// <summary>Adds up what the pipeline's meter tells.</summary>
internal sealed class StageSums : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Lock adding = new();
    private readonly Dictionary<string, double> seconds = [];
    private readonly List<double> fills = [];
    private long tokens;

    public StageSums()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == PipelineMeter.Name) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref tokens, value));
        listener.Start();
    }

    public IReadOnlyDictionary<string, double> Seconds => seconds;

    public long Tokens => tokens;

    public double Fill => fills.Count == 0 ? 0 : fills.Average();

    public void Dispose() => listener.Dispose();

    private void Add(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (adding)
        {
            if (tags.Length == 0)
            {
                fills.Add(value);
                return;
            }

            var stage = (string)tags[0].Value!;
            seconds[stage] = seconds.GetValueOrDefault(stage) + value;
        }
    }
}
