using System.Text.Json;

namespace ConvoIntel.Diarization.Voices;

/// <summary>What a speaker model's folder says of it in <c>speaker.json</c>; a published model without the file takes the defaults.</summary>
internal sealed record SpeakerModelSettings
{
    public const string FileName = "speaker.json";

    public string? Name { get; init; }

    public string? Version { get; init; }

    /// <summary>Hertz. Only 16000 is known here.</summary>
    public int SampleRate { get; init; } = Decoding.AudioDescription.SampleRate;

    /// <summary>How features are computed. Only <c>kaldi-fbank</c> is known here.</summary>
    public string Features { get; init; } = "kaldi-fbank";

    /// <summary>See <see cref="ISpeakerEmbedder.SameVoice"/>; the default is half-way between one voice and two voices that have nothing in common.</summary>
    public double SameVoice { get; init; } = 0.55;

    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>.</exception>
    public static SpeakerModelSettings Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return new SpeakerModelSettings();
        try
        {
            var settings = JsonSerializer.Deserialize<SpeakerModelSettings>(File.ReadAllText(path), JsonSerializerOptions.Web)
                ?? throw new JsonException("the document is null");
            if (settings.SampleRate != Decoding.AudioDescription.SampleRate || settings.Features != "kaldi-fbank")
                throw new JsonException($"sampleRate {settings.SampleRate} with features '{settings.Features}' is not known");
            return settings.SameVoice is > 0 and < 1 ? settings : throw new JsonException("sameVoice is not between 0 and 1");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ConvoIntelException(
                FailureReason.ModelUnusable, path, $"the speaker model's settings cannot be used ({error.Message.TrimEnd('.')})",
                "Correct the file, or remove it to take the defaults of WeSpeaker's models.", error);
        }
    }
}
