using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Diarization.Voices;

/// <summary>How speakers of one channel are told apart by their voices.</summary>
public sealed class VoiceOptions
{
    /// <summary>In a short call a person may say little: this part of all speech is enough.</summary>
    private const double FewestParts = 12;

    /// <summary>
    /// A speaker model: a folder with <c>model.onnx</c>, or an ONNX file. Empty (the default where no starter model is found): the
    /// speakers of a mono recording are not told apart.
    /// </summary>
    public string Model { get; set; } = "";

    /// <summary>Speech that one embedding hears, 0.5 to 5 s; default 1.5. Longer is surer, and blurs changes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:05")]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>From one window to the next, 0.1 s to <see cref="Window"/>; default 0.5. Cost grows as it shrinks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:05")]
    public TimeSpan Hop { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Cosine of the mean directions of two groups of windows from which they are one voice, 0 to 1; null (the default) takes the model's own.
    /// Higher finds more speakers.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? SameVoice { get; set; }

    /// <summary>Most speakers looked for, 2 to 20; default 6. A sidecar that names its participants limits them to those.</summary>
    [Range(2, 20)]
    public int MaximumSpeakers { get; set; } = 6;

    /// <summary>
    /// Somebody who says less is no speaker of their own: noise, laughter, two people at once; 0 to 30 s, default 4. In a short call a
    /// twelfth of the speech is enough, but never less than <see cref="Window"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan MinimumSpeech { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Nor is somebody who says less than this part of all speech, 0 to 0.2; default 0.02: in a long call, 4 s are found by chance.</summary>
    [Range(0.0, 0.2)]
    public double MinimumShare { get; set; } = 0.02;

    /// <summary>
    /// What a change of speaker within speech must gain, as seconds of windows that are wholly another voice's; 0 to 5, default 0.5.
    /// </summary>
    [Range(0.0, 5.0)]
    public double ChangeCost { get; set; } = 0.5;

    /// <summary>Seconds that a person says at least, of so many seconds of speech in all.</summary>
    internal double LeastSpeech(double speech) =>
        Math.Max(MinimumShare * speech, Math.Min(MinimumSpeech.TotalSeconds, Math.Max(Window.TotalSeconds, speech / FewestParts)));
}

[OptionsValidator]
internal sealed partial class VoiceOptionsValidator : IValidateOptions<VoiceOptions>;

/// <summary>Checks the options that depend on each other.</summary>
internal sealed class VoiceOptionsConsistency : IValidateOptions<VoiceOptions>
{
    public ValidateOptionsResult Validate(string? name, VoiceOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Hop > options.Window) errors.AddError("must not exceed Window", nameof(options.Hop));
        return errors.Build();
    }
}
