using ConvoIntel.Inference;
using ConvoIntel.Tests;
using ConvoIntel.Transcription;
using ConvoIntel.Transcription.Engine;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.IntegrationTests.Transcription;

public sealed class EngineCalibrationTests
{
    private static readonly int Processors = Environment.ProcessorCount;

    [Fact]
    public void Load_NothingSet_UsesAllProcessorsAndBatchesTheDecoder()
    {
        var plan = Plan(new TranscriptionOptions(), threads: 0);

        Assert.Equal(Processors, plan.Lanes * plan.Threads);
        // One window at a time is never within a tenth of the best: each step has a cost of its own, whatever its rows.
        Assert.InRange(plan.BatchSize, 2, 32);
        Assert.Equal(1, plan.EncoderRows);
    }

    [Fact]
    public void Load_ThreadsSet_LeavesTheRestToLanes() =>
        Assert.Equal(Math.Max(1, Processors / 2), Plan(new TranscriptionOptions { MaxBatchSize = 4 }, threads: 2).Lanes);

    [Fact]
    public void Load_AllSet_TakesThemAsTheyAre()
    {
        var plan = Plan(new TranscriptionOptions { Lanes = 3, MaxBatchSize = 5 }, threads: 2);

        Assert.Equal(new EnginePlan(3, 2, 5, 1), plan);
    }

    private static EnginePlan Plan(TranscriptionOptions options, int threads)
    {
        var (model, plan) = EngineCalibration.Load(new ModelFiles(Repository.File("models/whisper-starter"), "", ""), options, new OnnxSessionFactory(threads));
        model.Dispose();
        return plan;
    }
}
