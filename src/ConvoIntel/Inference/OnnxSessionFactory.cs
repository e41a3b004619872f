using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Inference;

/// <summary>Opens ONNX models with the settings all stages share, and says in plain words what is wrong with a file.</summary>
/// <param name="threads">Threads for each model's operators; 0 takes one for each processor.</param>
/// <param name="device">Where models that gain by it run.</param>
/// <param name="logger">Hears once where they run.</param>
internal sealed class OnnxSessionFactory(int threads = 0, InferenceDevice device = InferenceDevice.Cpu, ILogger? logger = null)
{
    private readonly int threads = threads > 0 ? threads : Environment.ProcessorCount;
    private readonly ILogger logger = logger ?? NullLogger.Instance;
    private readonly Lock choice = new();
    private InferenceDevice device = device;
    private bool told;

    public OnnxSessionFactory(InferenceOptions options, ILogger<OnnxSessionFactory>? logger)
        : this(options.Threads, options.Device, logger)
    {
    }

    /// <param name="path">An ONNX file.</param>
    /// <param name="heavy">
    /// True for a model whose runs are worth their way to a graphics processor. A voice detector's are not: it takes thirty small steps a
    /// second, each waiting for the one before; a tagger is done with a call in milliseconds.
    /// </param>
    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: missing, unreadable or not a model.</exception>
    public InferenceSession Load(string path, bool heavy = false)
    {
        if (!File.Exists(path))
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, "the model file does not exist",
                "Copy the whole model folder again, or correct the path in the configuration.");
        }

        if (!heavy)
            return LoadOnProcessor(path);
        // One at a time: the first decides for all, and is told once.
        lock (choice)
            return device == InferenceDevice.Cpu ? LoadOnProcessor(path) : LoadOnCuda(path);
    }

    private InferenceSession LoadOnCuda(string path)
    {
        string? reason;
        using (var options = Settings())
        {
            reason = CudaProvider.TryAdd(options);
            if (reason is null)
            {
                try
                {
                    var session = new InferenceSession(path, options);
                    if (!told) logger.RunsOnCuda();
                    told = true;
                    return session;
                }
                catch (OnnxRuntimeException fault)
                {
                    reason = $"a model cannot be loaded on it ({OnnxMessages.FirstLine(fault.Message)})";
                }
            }
        }

        // A damaged file fails here as well, and then CUDA is not to blame.
        var fallback = LoadOnProcessor(path);
        logger.FellBack(device == InferenceDevice.Cuda ? LogLevel.Warning : LogLevel.Information, reason);
        device = InferenceDevice.Cpu;
        return fallback;
    }

    private InferenceSession LoadOnProcessor(string path)
    {
        using var options = Settings();
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, $"ONNX Runtime cannot load the model ({OnnxMessages.FirstLine(error.Message)})",
                "The file is damaged, incomplete (external data beside it?) or too new for this version: copy or export it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, $"the model file cannot be read ({error.Message})",
                "Give this account the right to read it.", error);
        }
    }

    private SessionOptions Settings()
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            // Input shapes change with every batch; a memory plan for each would only be kept, never used again.
            EnableMemoryPattern = false,
            EnableCpuMemArena = true,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Several models take turns on the same cores: threads of one that spin while they wait slow down the next.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
