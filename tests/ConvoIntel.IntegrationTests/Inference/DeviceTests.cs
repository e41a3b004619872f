using ConvoIntel.Inference;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Tests;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Repository = ConvoIntel.Tests.Repository;

namespace ConvoIntel.IntegrationTests.Inference;

/// <summary>The natives of these tests are those for the processor: CUDA is asked for where it is not.</summary>
public sealed class DeviceTests
{
    private static readonly string Model = Repository.File("models/vad-starter/model.onnx");

    [Theory]
    [InlineData(InferenceDevice.Auto, LogLevel.Information)]
    [InlineData(InferenceDevice.Cuda, LogLevel.Warning)]
    public void Load_NoCudaHere_RunsOnTheProcessorAndSaysWhyOnce(InferenceDevice device, LogLevel level)
    {
        var log = new LogLines();
        var sessions = new OnnxSessionFactory(1, device, log);

        using var first = sessions.Load(Model, heavy: true);
        using var second = sessions.Load(Model, heavy: true);

        Assert.NotEmpty(second.InputNames);
        Assert.Equal(1, log.Count(level, "-p:Accelerator=cuda"));
        Assert.Equal(0, log.Count(level == LogLevel.Warning ? LogLevel.Information : LogLevel.Warning, ""));
    }

    [Theory]
    [InlineData(InferenceDevice.Cpu, true)]
    [InlineData(InferenceDevice.Cuda, false)]
    public void Load_ProcessorAskedForOrASmallModel_SaysNothing(InferenceDevice device, bool heavy)
    {
        var log = new LogLines();

        using var session = new OnnxSessionFactory(1, device, log).Load(Model, heavy);

        Assert.Equal(0, log.Count(LogLevel.Warning, "") + log.Count(LogLevel.Information, ""));
    }

    [Fact]
    public void Load_DamagedModelOnCuda_BlamesTheFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("model.onnx", "no graph"u8.ToArray());

        var error = Assert.Throws<ConvoIntelException>(() => new OnnxSessionFactory(1, InferenceDevice.Cuda).Load(folder.At("model.onnx"), heavy: true));

        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
    }

    [Fact]
    public void TryAdd_NativesWithoutCuda_GivesTheReasonAndDoesNotThrow()
    {
        using var options = new SessionOptions();

        Assert.Contains("no CUDA provider", CudaProvider.TryAdd(options)!, StringComparison.Ordinal);
    }
}
