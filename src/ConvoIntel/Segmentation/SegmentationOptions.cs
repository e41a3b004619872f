using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Segmentation;

/// <summary>Where speech begins and ends, and how long a piece of it the recogniser gets.</summary>
public sealed class SegmentationOptions
{
    /// <summary>The voice activity model: an ONNX file with the Silero v5 signature.</summary>
    [Required]
    public string ModelPath { get; set; } = "models/vad-starter/model.onnx";

    /// <summary>Probability from which a frame begins speech, 0.05 to 0.95.</summary>
    [Range(0.05, 0.95)]
    public float EnterThreshold { get; set; } = 0.5f;

    /// <summary>Probability below which a frame within speech counts as pause, 0.01 to <see cref="EnterThreshold"/>.</summary>
    [Range(0.01, 0.95)]
    public float ExitThreshold { get; set; } = 0.35f;

    /// <summary>Speech shorter than this is a click and is dropped; 0 to 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:02")]
    public TimeSpan MinimumSpeech { get; set; } = TimeSpan.FromSeconds(0.1);

    /// <summary>A pause of this length ends a segment; 0.1 to 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A pause of this length ends a segment that has reached <see cref="PreferredSegment"/>; 0.05 s to <see cref="Pause"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:05")]
    public TimeSpan ShortPause { get; set; } = TimeSpan.FromSeconds(0.2);

    /// <summary>Kept before and after speech, and never reaching into a neighbouring segment; 0 s to <see cref="ShortPause"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan Padding { get; set; } = TimeSpan.FromSeconds(0.15);

    /// <summary>Length from which the next short pause is taken; 1 s to <see cref="MaximumSegment"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:28")]
    public TimeSpan PreferredSegment { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Longest segment, padding included; 2 to 28 s (Whisper's window is 30 s). Speech without a pause is cut at its quietest moment.
    /// The default keeps fast speech within the 128 tokens of a small recogniser.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:00:28")]
    public TimeSpan MaximumSegment { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A segment that repeats another channel at least this many decibels below it is crosstalk and is dropped; 3 to 60.
    /// Echo that a telephone line lets through is some 20 dB down.
    /// </summary>
    [Range(3, 60)]
    public double CrosstalkLevelDrop { get; set; } = 12;

    /// <summary>
    /// While another channel speaks, a channel this many decibels below it is not heard at all, 6 to 60: what is left of the
    /// other's voice there would else be joined to the channel's own speech before and after.
    /// </summary>
    [Range(6, 60)]
    public double CrosstalkGate { get; set; } = 20;

    /// <summary>Normalised cross-correlation from which a segment counts as a copy of another channel; 0.3 to 1.</summary>
    [Range(0.3, 1)]
    public double CrosstalkCorrelation { get; set; } = 0.6;
}

[OptionsValidator]
internal sealed partial class SegmentationOptionsValidator : IValidateOptions<SegmentationOptions>;

/// <summary>Checks the options that depend on each other.</summary>
internal sealed class SegmentationOptionsConsistency : IValidateOptions<SegmentationOptions>
{
    public ValidateOptionsResult Validate(string? name, SegmentationOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.ExitThreshold > options.EnterThreshold)
            errors.AddError("must not exceed EnterThreshold", nameof(options.ExitThreshold));
        if (options.ShortPause > options.Pause)
            errors.AddError("must not exceed Pause", nameof(options.ShortPause));
        if (options.Padding > options.ShortPause)
            errors.AddError("must not exceed ShortPause", nameof(options.Padding));
        if (options.PreferredSegment > options.MaximumSegment)
            errors.AddError("must not exceed MaximumSegment", nameof(options.PreferredSegment));
        if (options.MaximumSegment < (4 * options.Padding) + options.MinimumSpeech)
            errors.AddError("leaves no room between the paddings", nameof(options.MaximumSegment));
        return errors.Build();
    }
}
