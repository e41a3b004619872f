using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel;

/// <summary>How many calls share the machine.</summary>
public sealed class PipelineOptions
{
    /// <summary>Calls in flight at once, 1 to 64. Two keep the recogniser's batches full while another call is being read.</summary>
    [Range(1, 64)]
    public int ConcurrentCalls { get; set; } = 3;

    /// <summary>Most speech windows waiting for the recogniser, 1 to 1024; each holds up to 1.8 MB of audio.</summary>
    [Range(1, 1024)]
    public int WaitingWindows { get; set; } = 48;
}

[OptionsValidator]
internal sealed partial class PipelineOptionsValidator : IValidateOptions<PipelineOptions>;
