using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>Reads and writes the public JSON contracts.</summary>
public static class ConversationJson
{
    private static readonly ConversationJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Transcripts are read by people: apostrophes stay apostrophes. The files are never embedded in HTML as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    });

    public static string Serialize(ConversationResult result) => JsonSerializer.Serialize(result, Context.ConversationResult);

    public static Task SerializeAsync(Stream stream, ConversationResult result, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(stream, result, Context.ConversationResult, cancellationToken);

    /// <exception cref="JsonException">The text is not a conversation of a schema that this version reads.</exception>
    public static ConversationResult Deserialize(string json)
    {
        var result = JsonSerializer.Deserialize(json, Context.ConversationResult)
            ?? throw new JsonException("The document is null, not a conversation.");
        if (result.Schema != ConversationResult.CurrentSchema)
            throw new JsonException($"The document has schema '{result.Schema}'; this version reads '{ConversationResult.CurrentSchema}'.");
        return result;
    }

    public static string Serialize(Insight insight) => JsonSerializer.Serialize(insight, Context.Insight);

    public static string Serialize(IReadOnlyList<Insight> insights) => JsonSerializer.Serialize(insights, Context.IReadOnlyListInsight);
}

[JsonSerializable(typeof(ConversationResult))]
[JsonSerializable(typeof(IReadOnlyList<Insight>))]
internal sealed partial class ConversationJsonContext : JsonSerializerContext;
