using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Diarization.Roles;

/// <summary>What <c>roles.json</c> in a role model's folder says.</summary>
internal sealed record RoleModelConfig
{
    public const string FileName = "roles.json";

    /// <summary>The only layout of inputs and outputs that this version reads.</summary>
    public const string CurrentFormat = "convointel/roles/1";

    public required string Format { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>Rows of the model's table of weights; features are hashed into them.</summary>
    public required int Buckets { get; init; }

    /// <summary>Factor on the sum of a speaker's log-odds.</summary>
    public required double Scale { get; init; }

    /// <summary>Power of the number of utterances that the sum is divided by, 0 to 1.</summary>
    public required double Shrink { get; init; }

    /// <summary>Most log-odds that one utterance may give.</summary>
    public required double UtteranceCap { get; init; }

    /// <summary>Most log-odds that all utterances of one speaker may give together.</summary>
    public required double SpeakerCap { get; init; }

    /// <summary>Probability, before anything is said, that all speakers are on one side.</summary>
    public required double OneSided { get; init; }

    /// <exception cref="ConvoIntelException">The file is missing or not a role model's description.</exception>
    public static RoleModelConfig Load(string folder)
    {
        if (!Directory.Exists(folder)) throw Unusable(folder, "the role model's folder does not exist", null);
        var path = Path.Combine(folder, FileName);
        RoleModelConfig config;
        try
        {
            config = JsonSerializer.Deserialize(File.ReadAllBytes(path), RoleModelJsonContext.Default.RoleModelConfig)
                ?? throw Unusable(path, "the file is null, not a role model's description", null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unusable(path, $"the role model's description cannot be read ({error.Message.TrimEnd('.')})", error);
        }

        if (config.Format != CurrentFormat)
            throw Unusable(path, $"the role model has format '{config.Format}'; this version reads '{CurrentFormat}'", null);
        if (config.Buckets < 2) throw Unusable(path, "buckets must be 2 or more", null);
        if (config is not { Scale: > 0, Shrink: >= 0 and <= 1, UtteranceCap: > 0, SpeakerCap: > 0 and <= 50, OneSided: > 0 and < 1 })
            throw Unusable(path, "scale and caps must be above 0, shrink 0 to 1, and oneSided between 0 and 1", null);
        return config;
    }

    internal static ConvoIntelException Unusable(string path, string problem, Exception? inner) => new(
        FailureReason.ModelUnusable, path, problem,
        "Set Diarization:RoleModelFolder to a complete role model folder (see models/README.md), or Diarization:RoleCheck to off.", inner);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RoleModelConfig))]
internal sealed partial class RoleModelJsonContext : JsonSerializerContext;
