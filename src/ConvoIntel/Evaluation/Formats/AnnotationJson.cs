using System.Globalization;
using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Ingestion.Sidecars;
using ConvoIntel.Ingestion.Transcripts;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation.Formats;

/// <summary>
/// Reads references in JSON as <c>Evaluation/README.md</c> describes them, results of ConvoIntel, and whisperX's transcripts.
/// Any other JSON, a recording's sidecar for one, is passed over.
/// </summary>
internal static class AnnotationJson
{
    public static IReadOnlyList<Annotation> Read(string path, string text, bool results)
    {
        try
        {
            using var document = JsonDocument.Parse(text, SidecarReader.Lenient);
            var root = new JsonField(document.RootElement, "", path, FailureReason.TranscriptInvalid);
            if (root.Element.ValueKind != JsonValueKind.Object) return [];
            if (root.Element.TryGetProperty("schema", out var schema)) return Ours(path, text, schema, results);
            if (root.Element.TryGetProperty("utterances", out _)) return [Reference(path, root)];
            return JsonTranscript.IsWhisperX(root.Element) ? [WhisperX(path, root)] : [];
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber ?? 0) + 1;
            throw new ConvoIntelException(FailureReason.TranscriptInvalid, path, $"line {line} is not JSON as it should be ({error.Message.Split('.')[0]})",
                "Correct the file, or write it again.", error);
        }
    }

    private static IReadOnlyList<Annotation> Ours(string path, string text, JsonElement schema, bool results)
    {
        if (schema.ValueKind != JsonValueKind.String || !schema.GetString()!.StartsWith("convointel/conversation/", StringComparison.Ordinal)) return [];
        if (!results)
        {
            throw new ConvoIntelException(FailureReason.TranscriptInvalid, path, "this is what ConvoIntel made of the call, and no truth to judge it by",
                "Move results to a folder of their own and name that with --hypotheses; a corrected copy is a reference once its 'schema' is removed.");
        }

        return [OfResult(ConversationJson.Deserialize(text), path)];
    }

    /// <summary>A result as one side of a comparison.</summary>
    public static Annotation OfResult(ConversationResult result, string path) => new()
    {
        Name = result.Conversation.Name,
        Path = Path.ChangeExtension(path, ".json"),
        Has = AnnotationParts.Words | AnnotationParts.Times | AnnotationParts.Tags | AnnotationParts.Objections | AnnotationParts.NextSteps
            | (result.Conversation.SpeakersKnown ? AnnotationParts.Speakers : AnnotationParts.None),
        Utterances = result.Utterances,
        Objections = result.Objections,
        NextSteps = result.NextSteps,
        StartTime = result.Conversation.StartTime,
        TalkRatio = result.Metrics.TalkRatio,
    };

    private static Annotation WhisperX(string path, JsonField root)
    {
        var cues = JsonTranscript.ReadWhisperX(root).Cues;
        return new Annotation
        {
            Name = AnnotationFiles.Stem(path),
            Path = path,
            Has = AnnotationParts.Words | AnnotationParts.Times | (cues.All(cue => cue.Speaker is not null) ? AnnotationParts.Speakers : AnnotationParts.None),
            Utterances = TranscriptReader.ToUtterances([.. cues.OrderBy(cue => cue.Start)], new SpeakerDirectory([]), path),
        };
    }

    private static Annotation Reference(string path, JsonField root)
    {
        var lines = root.Items("utterances");
        var said = lines.Select(ReadUtterance).ToList();
        var has = AnnotationParts.Words | AnnotationParts.Times | AnnotationParts.Speakers;
        if (lines.Any(line => line.Member("tags") is not null)) has |= AnnotationParts.Tags;
        if (root.Member("objections") is not null) has |= AnnotationParts.Objections;
        if (root.Member("nextSteps") is not null) has |= AnnotationParts.NextSteps;
        return new Annotation
        {
            Name = root.Text("name") ?? AnnotationFiles.Stem(path),
            Path = path,
            Has = has,
            Utterances = said,
            Objections = [.. root.Items("objections").Select(item => ReadObjection(item, said))],
            NextSteps = [.. root.Items("nextSteps").Select(item => ReadNextStep(item, said))],
            Conditions = ReadConditions(root),
            StartTime = root.Member("startTime") is { } start ? ReadTime(start) : null,
            TalkRatio = root.Number("talkRatio"),
        };
    }

    private static IReadOnlyList<string> ReadConditions(JsonField root) => root.Member("condition") is not { } condition
        ? []
        : condition.Element.ValueKind == JsonValueKind.Array ? root.Texts("condition") : [condition.AsText() ?? throw condition.Invalid("is blank")];

    private static Utterance ReadUtterance(JsonField line, int index)
    {
        line.RequireObject();
        var speaker = line.Text("speaker") ?? throw line.Invalid("has no 'speaker'");
        var start = line.Number("start") ?? throw line.Invalid("has no 'start'");
        var end = line.Number("end") ?? throw line.Invalid("has no 'end'");
        if (start < 0 || end < start) throw line.Invalid("must have 0 ≤ start ≤ end, in seconds");
        return new Utterance
        {
            Index = index,
            Speaker = speaker,
            Role = line.Text("role") is { } role ? SpeakerRoles.FromLabel(role) ?? ParticipantRole.Unknown : SpeakerRoles.FromLabel(speaker) ?? ParticipantRole.Unknown,
            Start = start,
            End = end,
            Text = line.Text("text") ?? "",
            Tags = [.. line.Items("tags").Select(ReadTag)],
            Backchannel = line.Member("backchannel") is { Element.ValueKind: JsonValueKind.True },
        };
    }

    private static UtteranceTag ReadTag(JsonField field) => field.AsText() is { } tag && Tags.All.Contains(tag)
        ? new UtteranceTag(tag, 1)
        : throw field.Invalid($"is '{field.AsText()}', and no tag of the taxonomy ({string.Join(", ", Tags.All)})");

    private static Objection ReadObjection(JsonField item, List<Utterance> said)
    {
        var cited = Cited(item.RequireObject(), said);
        return new Objection
        {
            Type = item.Text("type") ?? throw item.Invalid("has no 'type'"),
            Utterances = cited,
            Addressed = item.Member("addressed") is { Element.ValueKind: JsonValueKind.True },
            ResponseUtterances = [],
            Quote = "",
            RaisedAt = said[cited[0]].Start,
            Confidence = 1,
        };
    }

    private static NextStep ReadNextStep(JsonField item, List<Utterance> said) => new()
    {
        Action = item.RequireObject().Text("action") ?? "",
        Owner = item.Text("owner") is "rep" or "customer" or "both" ? item.Text("owner")! : throw item.Invalid("must have an 'owner': rep, customer or both"),
        Due = item.Member("due") is { } due ? ReadDate(due) : null,
        Utterances = Cited(item, said),
        Quote = "",
        Confidence = 1,
    };

    private static IReadOnlyList<int> Cited(JsonField item, List<Utterance> said)
    {
        var cited = item.Items("utterances").Select(index => (int)index.AsNumber()).ToList();
        if (cited.Count == 0 || cited.Any(index => index < 0 || index >= said.Count))
            throw item.Invalid($"must cite utterances by number, 0 to {said.Count - 1}");
        return cited;
    }

    private static DateOnly ReadDate(JsonField field) =>
        DateOnly.TryParseExact(field.AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw field.Invalid("must be a date such as 2026-03-10");

    private static DateTimeOffset ReadTime(JsonField field) =>
        DateTimeOffset.TryParse(field.AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw field.Invalid("must be a time such as 2026-03-02T14:30:00-05:00");
}
