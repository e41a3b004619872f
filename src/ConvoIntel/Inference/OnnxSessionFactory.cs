using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Inference;

/// <summary>Opens ONNX models with the settings all stages share, and says in plain words what is wrong with a file.</summary>
/// <param name="threads">Threads for the operators of a heavy model; 0 where nobody says.</param>
/// <param name="device">Where models that gain by it run.</param>
/// <param name="logger">Hears once where they run.</param>
internal sealed class OnnxSessionFactory(int threads = 0, InferenceDevice device = InferenceDevice.Cpu, ILogger? logger = null)
{
    private const int LightThreads = 1;

    private readonly ILogger logger = logger ?? NullLogger.Instance;
    private DeviceChoice choice = new() { Device = device };

    static OnnxSessionFactory() => NativeMemory.LimitPools();

    public OnnxSessionFactory(InferenceOptions options, ILogger<OnnxSessionFactory>? logger)
        : this(options.Threads, options.Device, logger)
    {
    }

    /// <summary>Threads that were asked for; null where nobody did.</summary>
    public int? GivenThreads => threads > 0 ? threads : null;

    /// <summary>Whether a heavy model was loaded on a graphics processor.</summary>
    public bool OnGraphics => choice.Told;

    private int HeavyThreads => GivenThreads ?? Environment.ProcessorCount;

    /// <summary>The same, and on the same device, with another number of threads.</summary>
    public OnnxSessionFactory With(int count) => new(count, logger: logger) { choice = choice };

    /// <param name="path">An ONNX file.</param>
    /// <param name="heavy">
    /// True for a model whose runs are worth their way to a graphics processor. A voice detector's are not: it takes thirty small steps a
    /// second, each waiting for the one before; a tagger is done with a call in milliseconds. Such run on one thread, that of their caller.
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
            return LoadOnProcessor(path, LightThreads);
        // One at a time: the first decides for all, and is told once.
        lock (choice)
            return choice.Device == InferenceDevice.Cpu ? LoadOnProcessor(path, HeavyThreads) : LoadOnCuda(path);
    }

    private InferenceSession LoadOnCuda(string path)
    {
        string? reason;
        using (var options = Settings(HeavyThreads))
        {
            reason = CudaProvider.TryAdd(options);
            if (reason is null)
            {
                try
                {
                    var session = new InferenceSession(path, options);
                    if (!choice.Told) logger.RunsOnCuda();
                    choice.Told = true;
                    return session;
                }
                catch (OnnxRuntimeException fault)
                {
                    reason = $"a model cannot be loaded on it ({OnnxMessages.FirstLine(fault.Message)})";
                }
            }
        }

        // A damaged file fails here as well, and then CUDA is not to blame.
        var fallback = LoadOnProcessor(path, HeavyThreads);
        logger.FellBack(choice.Device == InferenceDevice.Cuda ? LogLevel.Warning : LogLevel.Information, reason);
        choice.Device = InferenceDevice.Cpu;
        return fallback;
    }

    private static InferenceSession LoadOnProcessor(string path, int count)
    {
        using var options = Settings(count);
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

    private static SessionOptions Settings(int threads)
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            // Input shapes change with every batch; a memory plan for each would only be kept, never used again.
            EnableMemoryPattern = false,
            // The runtime's own pool keeps the most that any run has needed, for each session, and is no faster.
            EnableCpuMemArena = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Several models take turns on the same cores: threads of one that spin while they wait slow down the next.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /// <summary>Where heavy models run; one choice for all of them, and the lock that it is made under.</summary>
    private sealed class DeviceChoice
    {
        public InferenceDevice Device { get; set; }

        /// <summary>Whether it was told that they run on the graphics processor.</summary>
        public bool Told { get; set; }
    }
}
