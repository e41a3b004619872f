using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Decoding;

/// <summary>How recordings become 16 kHz channels.</summary>
public sealed class DecodingOptions
{
    /// <summary>FFmpeg's program: a name looked up in PATH, or a path. Default <c>ffmpeg</c>. WAV needs none.</summary>
    [Required]
    public string FfmpegPath { get; set; } = "ffmpeg";

    /// <summary>
    /// Bring each channel's speech to <see cref="SpeechLevelDbfs"/>, so that a quiet side is heard as well as a loud one. Default true.
    /// </summary>
    public bool NormalizeLoudness { get; set; } = true;

    /// <summary>Level that speech is brought to, in decibels below full scale (RMS of the speech). −40 to −10, default −20.</summary>
    [Range(-40.0, -10.0)]
    public double SpeechLevelDbfs { get; set; } = -20;

    /// <summary>Most that a quiet channel is raised, in decibels. 0 to 60, default 30.</summary>
    [Range(0.0, 60.0)]
    public double MaxGainDb { get; set; } = 30;

    /// <summary>Deliver a stereo file that holds the same signal twice as one channel. Default true.</summary>
    public bool DetectDualMono { get; set; } = true;

    /// <summary>
    /// Audio that is listened to before decoding, for levels and dual mono: spread evenly over a WAV file, the beginning of others.
    /// 10 s to 1 h, default 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan SurveyLength { get; set; } = TimeSpan.FromMinutes(10);
}

[OptionsValidator]
internal sealed partial class DecodingOptionsValidator : IValidateOptions<DecodingOptions>;
