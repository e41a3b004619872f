using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Inference;

/// <summary>Opens ONNX models with the settings all stages share, and says in plain words what is wrong with a file.</summary>
/// <param name="threads">Threads for each model's operators; 0 takes one for each processor.</param>
internal sealed class OnnxSessionFactory(int threads = 0)
{
    private readonly int threads = threads > 0 ? threads : Environment.ProcessorCount;

    public OnnxSessionFactory(InferenceOptions options)
        : this(options.Threads)
    {
    }

    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: missing, unreadable or not a model.</exception>
    public InferenceSession Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, "the model file does not exist",
                "Copy the whole model folder again, or correct the path in the configuration.");
        }

        using var options = new SessionOptions
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
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, $"ONNX Runtime cannot load the model ({FirstLine(error.Message)})",
                "The file is damaged, incomplete (external data beside it?) or too new for this version: copy or export it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, $"the model file cannot be read ({error.Message})",
                "Give this account the right to read it.", error);
        }
    }

    private static string FirstLine(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        return (end < 0 ? text : text[..end]).Trim().TrimEnd('.');
    }
}
