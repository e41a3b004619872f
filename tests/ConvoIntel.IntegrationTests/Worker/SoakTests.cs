using System.Diagnostics;
using System.Globalization;
using ConvoIntel.Storage.Jobs;
using Xunit.Abstractions;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>Recordings that come one after another for long. CONVOINTEL_SOAK_MINUTES says how long.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int WarmUp = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(double.Parse(
        Environment.GetEnvironmentVariable("CONVOINTEL_SOAK_MINUTES") is { Length: > 0 } value ? value : "0.5", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Worker_RecordingsForLong_HoldsNoMoreThanInTheBeginning()
    {
        await using var bench = new WorkerBench();
        await using var worker = bench.Start(
            ("Sources:Folder:DoneFolder", bench.At("done")), ("Worker:Lease", "00:02:00"), ("Inference:Threads", "1"));
        // What starts once is no growth.
        var landed = 0;
        for (; landed < WarmUp; landed++) await LandAsync(bench, landed);
        await bench.UntilAsync(jobs => jobs.Count(job => job.State == JobState.Attached) == WarmUp, worker);

        var rows = new List<Row>();
        var passed = Stopwatch.StartNew();
        while (passed.Elapsed < Length)
        {
            // A steady stream, and no more than the worker bears: three calls are in its hands and one waits.
            if (passed.Elapsed > Pace * (landed - WarmUp) && Directory.GetFiles(bench.Inbox).Length < 4) await LandAsync(bench, landed++);
            if (passed.Elapsed > Length / 60 * rows.Count) rows.Add(await RowAsync(bench, worker, passed.Elapsed));
            await Task.Delay(50);
        }
        await bench.UntilAsync(_ => Directory.GetFiles(bench.Inbox).Length == 0, worker);
        await bench.UntilAsync(jobs => jobs.All(job => job.ClosedAt is not null), worker);
        rows.Add(await RowAsync(bench, worker, passed.Elapsed));

        output.WriteLine("| minute | calls | memory MB | handles | threads | deal book MB | KB a call | checkpoints |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in rows.Where((_, number) => number % 5 == 0).Append(rows[^1])) output.WriteLine(row.ToString());
        // The first third fills caches, pools and code; from there on nothing may grow but the data.
        Row[] middle = [.. rows.Skip(rows.Count / 3).Take(rows.Count / 3)], late = [.. rows.Skip(rows.Count * 2 / 3)];
        Assert.True(Median(late, row => row.Holds.Megabytes) <= Median(middle, row => row.Holds.Megabytes) * 1.1);
        Assert.True(Median(late, row => row.Holds.Handles) <= Median(middle, row => row.Holds.Handles) + 8);
        Assert.True(Median(late, row => row.Holds.Threads) <= Median(middle, row => row.Holds.Threads) + 8);
        Assert.True(late.Max(row => row.Checkpoints) <= 4);
        Assert.Equal(0, rows[^1].Checkpoints);
        Assert.DoesNotContain("warn:", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", worker.Output, StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync());
    }

    private static async Task LandAsync(WorkerBench bench, int number)
    {
        await File.WriteAllBytesAsync(bench.At("landing"), Unlike(number));
        File.Move(bench.At("landing"), Path.Combine(bench.Inbox, $"call-{number:00000}.wav"));
    }

    private static async Task<Row> RowAsync(WorkerBench bench, WorkerProcess worker, TimeSpan at)
    {
        var attached = (await bench.Jobs.CountAsync(default)).GetValueOrDefault(JobState.Attached);
        var book = new DirectoryInfo(Path.GetDirectoryName(bench.Book)!).GetFiles("book.db*").Sum(file => file.Length);
        var checkpoints = new DirectoryInfo(bench.At("state/checkpoints")) is { Exists: true } folder ? folder.GetDirectories().Length : 0;
        return new Row(at, attached, ProcessSample.Of(worker), book, checkpoints);
    }

    private static double Median(Row[] rows, Func<Row, int> value) => rows.Select(value).Order().ElementAt(rows.Length / 2);

    /// <summary>A short call that no other equals.</summary>
    private static byte[] Unlike(int number)
    {
        var wave = ShortCall.Wave(number);
        BitConverter.TryWriteBytes(wave.AsSpan(wave.Length - 4), number);
        return wave;
    }

    private sealed record Row(TimeSpan At, int Attached, ProcessSample Holds, long BookBytes, int Checkpoints)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"| {At.TotalMinutes:0.0} | {Attached} | {Holds.Megabytes} | {Holds.Handles} | {Holds.Threads} | {BookBytes / 1048576.0:0.0} | {BookBytes / 1024.0 / Math.Max(1, Attached):0.0} | {Checkpoints} |");
    }
}
