using ConvoIntel.Cli.Rendering;
using ConvoIntel.Models;
using ConvoIntel.Models.Download;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace ConvoIntel.Tests.Models;

public sealed class PullTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(999_600, "1.0 MB")]
    [InlineData(23_200_000, "23.2 MB")]
    [InlineData(148_000_000, "148 MB")]
    [InlineData(2_547_875_840, "2.5 GB")]
    public void Of_Bytes_ReadsAsPeopleWriteThem(long bytes, string text) => Assert.Equal(text, ByteText.Of(bytes));

    [Fact]
    public void Rate_ResumedDownload_CountsOnlyWhatComesNow()
    {
        var time = new FakeTimeProvider();
        var meter = new RateMeter(time);

        meter.Mark(500_000_000);
        time.Advance(TimeSpan.FromSeconds(2));
        meter.Mark(504_000_000);

        Assert.Equal(2_000_000, meter.Rate!.Value, 1.0);
    }

    [Fact]
    public void Rate_SlowAfterFast_FollowsTheLastSeconds()
    {
        var time = new FakeTimeProvider();
        var meter = new RateMeter(time);
        for (var i = 0; i < 60; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            meter.Mark(i < 30 ? i * 10_000_000L : 290_000_000 + ((i - 29) * 100_000L));
        }

        Assert.Equal(100_000, meter.Rate!.Value, 1.0);
    }

    [Fact]
    public void Rate_NothingToGoBy_IsUnknown()
    {
        var meter = new RateMeter(new FakeTimeProvider());
        meter.Mark(10);

        Assert.Null(meter.Rate);
    }

    [Theory]
    [InlineData(5_000_000L, 10_000_000L, 1_000_000.0, "5.0 of 10.0 MB, 1.0 MB/s, 0:05 left")]
    [InlineData(5_000_000L, null, 1_000_000.0, "5.0 MB, 1.0 MB/s")]
    [InlineData(5_000_000L, 10_000_000L, null, "5.0 of 10.0 MB")]
    public void Describe_Progress_LeavesOutWhatIsNotKnown(long done, long? total, double? rate, string text) =>
        Assert.Equal(text, PullDisplay.Describe(done, total, rate));

    [Fact]
    public void Before_FailuresInARow_DoublesUpToTheLongestAndNeverTwiceTheSame()
    {
        var pauses = new RetryPauses(new DownloadOptions(), new Random(3));

        for (var failures = 1; failures <= 40; failures++)
        {
            var whole = Math.Min(30, Math.Pow(2, failures - 1));
            Assert.InRange(pauses.Before(failures).TotalSeconds, whole / 2, whole);
        }

        Assert.NotEqual(pauses.Before(5), pauses.Before(5));
    }

    [Fact]
    public void Report_PullIntoALog_WritesALineATenthAndEachWait()
    {
        var text = new StringWriter();
        var lines = new PullLines("toy:int8", new FakeTimeProvider(), AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) }));

        for (var done = 0; done <= 1000; done += 5) lines.Report(new PullProgress("a.onnx", 1, 2, PullStep.Receiving, done, 1000, null));
        lines.Report(new PullProgress("a.onnx", 1, 2, PullStep.Waiting, 1000, 1000, "checking"));
        lines.Report(new PullProgress("a.onnx", 1, 2, PullStep.Done, 1000, 1000, "done"));
        lines.Report(new PullProgress("b.onnx", 2, 2, PullStep.Receiving, 400, 1000, null));
        lines.Report(new PullProgress("b.onnx", 2, 2, PullStep.Waiting, 400, 1000, "the connection broke; again in 1 s"));

        var written = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9 + 1 + 2, written.Length);
        Assert.Contains("a.onnx: 100 B of 1.0 kB", written[0], StringComparison.Ordinal);
        Assert.Contains("done, 1.0 kB", written[9], StringComparison.Ordinal);
        Assert.Contains("b.onnx: goes on at 400 B", written[10], StringComparison.Ordinal);
        Assert.Contains("again in 1 s", written[11], StringComparison.Ordinal);
    }
}
