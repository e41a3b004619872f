using System.ComponentModel.DataAnnotations;

namespace ConvoIntel.Inference;

/// <summary>How models run, whatever the stage.</summary>
public sealed class InferenceOptions
{
    /// <summary>Threads that one model's operators may use, 0 to 256; 0 (the default) takes one for each processor.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }
}
