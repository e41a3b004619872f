using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>
/// Reads and writes the public JSON contracts: camelCase, dates as <c>YYYY-MM-DD</c>, times in seconds rounded to milliseconds, confidences
/// and figures to four decimals. Rounding happens where a document is written. Readers pass over fields they do not know.
/// </summary>
public static class ConversationJson
{
    private static readonly ConversationJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
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
        // Looked at first: what a later schema leaves out or renames would be reported as a fault of the document.
        var schema = JsonSerializer.Deserialize(json, Context.ConversationHeader)?.Schema;
        if (schema != ConversationResult.CurrentSchema)
            throw new JsonException($"The document has {(schema is null ? "no schema" : $"schema '{schema}'")}; this version reads '{ConversationResult.CurrentSchema}'.");

        var result = JsonSerializer.Deserialize(json, Context.ConversationResult);
        if (result is not { Conversation: not null, Participants: not null, Utterances: not null, Metrics: not null })
            throw new JsonException("The document has null for the conversation, its participants, utterances or metrics.");
        return ConversationDefaults.Fill(result);
    }

    public static string Serialize(Insight insight) => JsonSerializer.Serialize(insight, Context.Insight);

    public static string Serialize(IReadOnlyList<Insight> insights) => JsonSerializer.Serialize(insights, Context.IReadOnlyListInsight);
}

/// <summary>What of a document must be read before the rest.</summary>
internal sealed record ConversationHeader(string? Schema);

[JsonSerializable(typeof(ConversationResult))]
[JsonSerializable(typeof(ConversationHeader))]
[JsonSerializable(typeof(IReadOnlyList<Insight>))]
internal sealed partial class ConversationJsonContext : JsonSerializerContext;
