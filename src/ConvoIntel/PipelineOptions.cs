using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel;

/// <summary>How many calls share the machine.</summary>
public sealed class PipelineOptions
{
    /// <summary>
    /// Calls in flight at once, 1 to 256; default three a processor, and at least six: they keep the recogniser's batches full, and a short
    /// call need not wait until long ones are over.
    /// </summary>
    [Range(1, 256)]
    public int ConcurrentCalls { get; set; } = Math.Clamp(3 * Environment.ProcessorCount, 6, 64);

    /// <summary>Most speech windows of one call that wait for the recogniser, 1 to 256; default 12. Each holds up to 1 MB of audio.</summary>
    [Range(1, 256)]
    public int WindowsPerCall { get; set; } = 12;
}

[OptionsValidator]
internal sealed partial class PipelineOptionsValidator : IValidateOptions<PipelineOptions>;
