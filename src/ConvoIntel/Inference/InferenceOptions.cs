using System.ComponentModel.DataAnnotations;

namespace ConvoIntel.Inference;

/// <summary>How models run, whatever the stage.</summary>
public sealed class InferenceOptions
{
    /// <summary>Threads that one model's operators may use, 0 to 256; 0 (the default) takes one for each processor.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>Where speech recognition runs; the default is <see cref="InferenceDevice.Auto"/>. Small models run on the processor in any case.</summary>
    [EnumDataType(typeof(InferenceDevice))]
    public InferenceDevice Device { get; set; }
}

/// <summary>What models run on.</summary>
public enum InferenceDevice
{
    /// <summary>CUDA where this build has it and it works, else the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>CUDA; where it does not work, the processor, with a warning.</summary>
    Cuda,
}
