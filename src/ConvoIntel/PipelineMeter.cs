using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace ConvoIntel;

/// <summary>What the pipeline tells of itself: how long each stage is at work, and how full its batches are.</summary>
public static class PipelineMeter
{
    /// <summary>Name of the <see cref="Meter"/>.</summary>
    public const string Name = "ConvoIntel";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Stages = Meter.CreateHistogram<double>(
        "convointel.stage.duration", "s", "Seconds that a stage was at work on a call, or on a batch of windows");

    private static readonly Histogram<double> Fill = Meter.CreateHistogram<double>(
        "convointel.batch.fill", "1", "Rows of a batch that windows were found for, as a share of the most it takes");

    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>("convointel.decoder.tokens", "{token}", "Tokens that the decoder wrote");

    internal static void Filled(int rows, int of) => Fill.Record((double)rows / of);

    internal static void Wrote(long tokens) => Tokens.Add(tokens);

    /// <summary>A clock that stands still; what it shows when it is disposed of is one measurement.</summary>
    internal static StageClock Clock(string stage) => new(stage);

    /// <summary>A clock that runs at once.</summary>
    internal static StageClock Time(string stage)
    {
        var clock = new StageClock(stage);
        clock.Start();
        return clock;
    }

    /// <summary>Passes items on; the clock runs while the next one is waited for.</summary>
    internal static async IAsyncEnumerable<T> Timed<T>(this IAsyncEnumerable<T> items, StageClock clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var each = items.GetAsyncEnumerator(cancellationToken);
        await using (each.ConfigureAwait(false))
        {
            while (true)
            {
                clock.Start();
                var more = await each.MoveNextAsync().ConfigureAwait(false);
                clock.Stop();
                if (!more) yield break;
                yield return each.Current;
            }
        }
    }

    /// <summary>Adds up the time of one stage on one call or batch. Not for several threads at once.</summary>
    internal sealed class StageClock(string stage) : IDisposable
    {
        private readonly Stopwatch watch = new();

        public TimeSpan Elapsed => watch.Elapsed;

        /// <summary>Time of another stage that this clock ran through as well, and that is not to be counted twice.</summary>
        public TimeSpan Without { get; set; }

        public void Start() => watch.Start();

        public void Stop() => watch.Stop();

        public void Dispose()
        {
            watch.Stop();
            Stages.Record((watch.Elapsed - Without).TotalSeconds, new KeyValuePair<string, object?>("stage", stage));
        }
    }
}
