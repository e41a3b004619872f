using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Models;

/// <summary>What a model is for.</summary>
[JsonConverter(typeof(ModelKindConverter))]
public enum ModelKind
{
    /// <summary>Speech to text.</summary>
    Whisper,

    /// <summary>Where somebody speaks.</summary>
    Vad,

    /// <summary>A voice as a vector.</summary>
    SpeakerEmbedding,

    /// <summary>Which of several speakers speaks when, within seconds.</summary>
    Segmentation,

    /// <summary>Who of the speakers is the rep.</summary>
    Roles,

    /// <summary>The tags of an utterance.</summary>
    Tagger,

    /// <summary>A sentence as a vector.</summary>
    Embedding,
}

/// <summary>Kinds as the manifest and the command line write them: <c>speaker-embedding</c>.</summary>
public static class ModelKindText
{
    public static string Text(this ModelKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}

internal sealed class ModelKindConverter() : JsonStringEnumConverter<ModelKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
