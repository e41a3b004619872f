using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Inference;

/// <summary>
/// ONNX Runtime's CUDA provider. The library binds to managed code only; whether the natives beside it have the provider, and whether the
/// machine has what it needs, shows at run time.
/// </summary>
internal static class CudaProvider
{
    private const string Name = "CUDAExecutionProvider";

    /// <summary>Lets a session run on the first CUDA device.</summary>
    /// <returns>Null, or why it cannot, as a clause.</returns>
    public static string? TryAdd(SessionOptions options)
    {
        try
        {
            if (!OrtEnv.Instance().GetAvailableProviders().Contains(Name))
                return "this build has no CUDA provider (build it with -p:Accelerator=cuda)";
            options.AppendExecutionProvider_CUDA();
            return null;
        }
        catch (Exception fault) when (fault is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            // Most often a library of CUDA or cuDNN that is not installed; the message names it.
            return $"the CUDA provider cannot be loaded ({OnnxMessages.FirstLine(fault.Message)})";
        }
    }
}
