using System.ComponentModel.DataAnnotations;
using ConvoIntel.Diarization.Roles;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Diarization;

/// <summary>How transcribed segments become utterances.</summary>
public sealed class DiarizationOptions
{
    /// <summary>A pause between two words that ends an utterance; 0.2 to 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:00:03")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(0.65);

    /// <summary>Longest pause over which two fragments of one speaker are joined; 0 to 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:02")]
    public TimeSpan JoinPause { get; set; } = TimeSpan.FromSeconds(0.4);

    /// <summary>Most words of an utterance, 8 to 200; longer ones are split at their widest gap.</summary>
    [Range(8, 200)]
    public int MaximumWords { get; set; } = 30;

    /// <summary>Most words of two fragments together that are joined, 0 to <see cref="MaximumWords"/>.</summary>
    [Range(0, 200)]
    public int JoinedWords { get; set; } = 20;

    /// <summary>Part of an utterance's words heard in another channel at the same time from which it is crosstalk; 0.5 to 1.</summary>
    [Range(0.5, 1)]
    public double CrosstalkSimilarity { get; set; } = 0.75;

    /// <summary>What is done with what the role model says: off, warn (default) or correct.</summary>
    [EnumDataType(typeof(RoleCheck))]
    public RoleCheck RoleCheck { get; set; } = RoleCheck.Warn;

    /// <summary>Folder of the role model: <c>model.onnx</c>, <c>roles.json</c>. Default the starter model that ships.</summary>
    [Required]
    public string RoleModelFolder { get; set; } = Path.Combine("models", "roles-starter");

    /// <summary>Confidence from which channels are called swapped, 0.5 to 1; default 0.95.</summary>
    [Range(0.5, 1)]
    public double SwapConfidence { get; set; } = 0.95;

    /// <summary>Confidence from which a speaker of unknown role is given one, 0.5 to 1; default 0.9.</summary>
    [Range(0.5, 1)]
    public double RoleConfidence { get; set; } = 0.9;
}

[OptionsValidator]
internal sealed partial class DiarizationOptionsValidator : IValidateOptions<DiarizationOptions>;
