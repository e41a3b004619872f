using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoIntel.Conversations;

namespace ConvoIntel.Checkpoints;

/// <summary>
/// Documents of checkpoints. One that another version wrote, or other models, is passed over: its stage runs again.
/// </summary>
internal static class CheckpointJson
{
    // Raised whenever what a document means changes.
    private const int Version = 1;

    public static byte[] Write(HeardConversation heard) =>
        JsonSerializer.SerializeToUtf8Bytes(new HeardDocument(Version, heard), CheckpointJsonContext.Default.HeardDocument);

    public static byte[] Write(ConversationResult result) =>
        JsonSerializer.SerializeToUtf8Bytes(new UnderstoodDocument(Version, result), CheckpointJsonContext.Default.UnderstoodDocument);

    /// <param name="document">What was kept; null for nothing.</param>
    /// <param name="models">What would hear the call now.</param>
    public static HeardConversation? ReadHeard(byte[]? document, IReadOnlyList<ModelInfo> models)
    {
        var kept = Read(document, CheckpointJsonContext.Default.HeardDocument);
        return kept is { Version: Version, Heard: { } heard } && IsOf(heard.Models, models) ? heard : null;
    }

    /// <inheritdoc cref="ReadHeard"/>
    public static ConversationResult? ReadUnderstood(byte[]? document, IReadOnlyList<ModelInfo> models)
    {
        var kept = Read(document, CheckpointJsonContext.Default.UnderstoodDocument);
        return kept is { Version: Version, Result: { } result } && IsOf(result.Models, models) ? result : null;
    }

    // Kind by kind, of which rules have several. A written transcript was heard by no model, and so fits any.
    private static bool IsOf(IReadOnlyList<ModelInfo> used, IReadOnlyList<ModelInfo> now) => Fits(used, now) && Fits(now, used);

    private static bool Fits(IReadOnlyList<ModelInfo> some, IReadOnlyList<ModelInfo> others) =>
        some.All(model => others.Contains(model) || others.All(other => other.Kind != model.Kind));

    private static T? Read<T>(byte[]? document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        if (document is null) return null;
        try
        {
            return JsonSerializer.Deserialize(document, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record HeardDocument(int Version, HeardConversation Heard);

internal sealed record UnderstoodDocument(int Version, ConversationResult Result);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HeardDocument))]
[JsonSerializable(typeof(UnderstoodDocument))]
internal sealed partial class CheckpointJsonContext : JsonSerializerContext;
