using System.Diagnostics;
using ConvoIntel.Decoding;
using ConvoIntel.Ingestion;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Segmentation;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>Sends mutants through the product, a few at a time, each with a deadline.</summary>
internal sealed class CorpusRun(Workbench bench, string folder)
{
    /// <summary>Of two seconds of sound or a page of text nothing takes seconds; a machine may be busy with ten other things.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    /// <summary>Ingestion → Decoding → Segmentation: what meets the bytes of a file.</summary>
    public Task<IReadOnlyList<Verdict>> ReadAsync(IEnumerable<Mutant> mutants) => EachAsync(mutants, async (path, stop) =>
    {
        var recording = await bench.Get<IRecordingSource>().ReadAsync(path, stop);
        if (recording.Transcript is not null) return null;
        await using var audio = await bench.Get<IAudioDecoder>().OpenAsync(recording.Path, stop);
        await foreach (var segment in bench.Get<ISpeechSegmenter>().SegmentAsync(audio.ReadAsync(stop), [], stop))
        {
            if (!(segment.Start >= 0 && segment.Start < segment.End)) return $"a segment from {segment.Start} to {segment.End} s";
        }
        return null;
    });

    /// <summary>The whole way, to the deal book and every format that is written.</summary>
    public Task<IReadOnlyList<Verdict>> ProcessAsync(IEnumerable<Mutant> mutants) => EachAsync(mutants, async (path, stop) =>
    {
        await foreach (var outcome in bench.Pipeline.ProcessAsync([path], null, stop))
        {
            if (outcome.Failure is { } failure) throw new ConvoIntelException(failure.Reason, Path.GetFileName(path), failure.Problem, failure.Remedy);
            return Judge.Of(outcome.Result!);
        }
        return "no outcome";
    });

    private async Task<IReadOnlyList<Verdict>> EachAsync(IEnumerable<Mutant> mutants, Func<string, CancellationToken, Task<string?>> run)
    {
        var verdicts = new List<Verdict>();
        await Parallel.ForEachAsync(mutants, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (mutant, _) =>
        {
            var verdict = await JudgeAsync(mutant, run);
            lock (verdicts) verdicts.Add(verdict);
        });
        return verdicts;
    }

    private async Task<Verdict> JudgeAsync(Mutant mutant, Func<string, CancellationToken, Task<string?>> run)
    {
        var path = mutant.Write(folder);
        var started = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource(Deadline);
        try
        {
            // Waited for with its own limit: what hangs does not look at a token.
            var fault = await Task.Run(() => run(path, stop.Token)).WaitAsync(Deadline + TimeSpan.FromSeconds(5));
            return new Verdict(mutant, null, null, started.Elapsed, fault);
        }
        catch (ConvoIntelException error)
        {
            var named = error.SourceName == mutant.Name || error.SourceName == mutant.SidecarName;
            var fault = named ? Judge.Of(new ProcessingFailure(error.Reason, error.Problem, error.Remedy)) : $"names '{error.SourceName}'";
            return new Verdict(mutant, error.Reason, error.Problem, started.Elapsed, fault);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return new Verdict(mutant, null, null, started.Elapsed, "did not end");
        }
        catch (Exception error)
        {
            return new Verdict(mutant, null, null, started.Elapsed, error.ToString());
        }
    }
}
