using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.IntegrationTests.Worker;

public sealed class MetricsTests
{
    // Instruments, each with values that its measurements carry.
    private static readonly string[][] Watched =
    [
        ["convointel.jobs", "waiting", "working"], ["convointel.calls", "attached", "dead", "CorruptAudio"], ["convointel.audio"], ["convointel.call.duration"],
        ["convointel.call.real_time_factor"],
    ];

    [Fact]
    public async Task Worker_WithACollector_SendsWhatOperationsWatch()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}/";
        using var collector = new HttpListener { Prefixes = { url } };
        collector.Start();
        var received = new ConcurrentBag<string>();
        var serving = ServeAsync(collector, received);
        await using var bench = new WorkerBench();
        File.Copy(Tests.Repository.File("samples/calls/broken.wav"), Path.Combine(bench.Inbox, "broken.wav"));
        await File.WriteAllBytesAsync(Path.Combine(bench.Inbox, "call.wav"), ShortCall.Wave(0));

        await using (var worker = bench.Start(("OTEL_EXPORTER_OTLP_ENDPOINT", url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "300")))
        {
            await bench.UntilAsync(jobs => jobs.Count == 2 && jobs.All(job => job.ClosedAt is not null), worker);
            // The last export comes with the end.
            Assert.Equal(0, await worker.StopAsync());
        }
        collector.Stop();
        await serving;

        // Protobuf keeps strings as they are.
        Assert.All(Watched, words => Assert.Contains(received, body => words.All(word => body.Contains(word, StringComparison.Ordinal))));
    }

    private static async Task ServeAsync(HttpListener collector, ConcurrentBag<string> received)
    {
        try
        {
            while (true)
            {
                var context = await collector.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                received.Add(Encoding.Latin1.GetString(body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test has seen enough.
        }
    }
}
