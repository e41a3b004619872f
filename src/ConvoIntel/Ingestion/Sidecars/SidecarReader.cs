using System.Globalization;
using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion.Transcripts;

namespace ConvoIntel.Ingestion.Sidecars;

/// <summary>
/// Reads the metadata that Dynamics 365 Sales conversation intelligence takes beside a recording (version 3.0.0):
/// fileName, conversationType, startTime, participants, locale, direction, agentChannel, crm, trackedKeywords, trackedCompetitors,
/// payload, transcript. Besides them <c>dealId</c> or <c>dealIds</c>, <c>timeZone</c>, and a participant's <c>channel</c>.
/// </summary>
internal static class SidecarReader
{
    // An empty time is often written as the year 1; no telephone call was recorded before 1970.
    private const int MinYear = 1970;
    private const int MaxYear = 2200;

    internal static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="ConvoIntelException">The file cannot be read, is not JSON, or a field has the wrong type.</exception>
    public static async Task<Sidecar> ReadAsync(string path, CancellationToken cancellationToken) =>
        Parse(await TextFile.ReadAsync(path, FailureReason.SidecarInvalid, cancellationToken), Path.GetFileName(path));

    public static Sidecar Parse(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return Read(new JsonField(document.RootElement, "", source).RequireObject());
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber ?? 0) + 1;
            throw new ConvoIntelException(FailureReason.SidecarInvalid, source, $"line {line} is not JSON",
                "Correct it, or remove the sidecar to use the defaults.", error);
        }
    }

    private static Sidecar Read(JsonField root)
    {
        var warnings = new List<string>();
        var payload = root.Member("payload") is { Element.ValueKind: JsonValueKind.Object } value ? value : (JsonField?)null;
        return new Sidecar
        {
            Kind = ReadKind(root.Text("conversationType")),
            Start = root.Member("startTime") is { } start ? ReadTime(start) : null,
            Zone = (root.Member("timeZone") ?? payload?.Member("timeZone")) is { } zone ? ReadZone(zone) : null,
            Participants = SidecarParticipants.Read(root, warnings),
            Locale = root.Text("locale"),
            Direction = ReadDirection(root.Text("direction")),
            RepChannel = root.Member("agentChannel") is { } channel ? ReadChannel(channel) : null,
            DealIds = ReadDealIds(root),
            TrackedKeywords = root.Texts("trackedKeywords"),
            TrackedCompetitors = root.Texts("trackedCompetitors"),
            Transcript = root.Member("transcript") is { } transcript ? SidecarTranscript.Read(transcript, warnings) : null,
            Warnings = warnings,
        };
    }

    private static ConversationKind? ReadKind(string? type) => type?.ToUpperInvariant() switch
    {
        null => null,
        var name when name.Contains("MEETING", StringComparison.Ordinal) || name.Contains("APPOINTMENT", StringComparison.Ordinal) => ConversationKind.Meeting,
        _ => ConversationKind.Call,
    };

    private static string? ReadDirection(string? direction) =>
        direction?.ToLowerInvariant() is "inbound" or "outbound" or "conference" ? direction.ToLowerInvariant() : null;

    private static SidecarTime ReadTime(JsonField field)
    {
        var text = field.AsText();
        // RoundtripKind keeps apart what has an offset, what is UTC, and what has neither.
        if (text is null || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var withOffset)
            || time.Year is < MinYear or > MaxYear)
        {
            throw field.Invalid("must be a time such as 2026-03-02T14:30:00-05:00");
        }
        return time.Kind == DateTimeKind.Unspecified ? new SidecarTime(time, null) : new SidecarTime(withOffset.DateTime, withOffset.Offset);
    }

    private static TimeZoneInfo? ReadZone(JsonField field)
    {
        if (field.AsText() is not { } id)
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw field.Invalid($"is '{id}', and no time zone has that name; use one such as Europe/London");
    }

    private static int? ReadChannel(JsonField field)
    {
        if (field.Element.ValueKind == JsonValueKind.Number)
            return field.AsNumber() is 0 or 1 ? (int)field.AsNumber() : throw field.Invalid("must be left or right");
        return field.AsText()?.ToUpperInvariant() switch
        {
            null => null,
            "LEFT" or "0" => 0,
            "RIGHT" or "1" => 1,
            _ => throw field.Invalid("must be left or right"),
        };
    }

    private static List<string> ReadDealIds(JsonField root)
    {
        var ids = new List<string?> { root.Identifier("dealId") };
        ids.AddRange(root.Items("dealIds").Select(item => item.AsIdentifier()));
        if (root.Member("crm") is { } crm)
        {
            ids.AddRange(References(crm.RequireObject().Member("opportunity")));
            ids.AddRange(References(crm.Member("opportunities")));
        }
        return [.. ids.OfType<string>().Distinct(StringComparer.Ordinal)];

        // A record is named by its id, by an object that holds its id, or is one of a list.
        static IEnumerable<string?> References(JsonField? field) => field?.Element.ValueKind switch
        {
            null => [],
            JsonValueKind.Array => field.Value.AsItems().SelectMany(item => References(item)),
            JsonValueKind.Object => [field.Value.Identifier("id")],
            _ => [field.Value.AsIdentifier()],
        };
    }
}
