using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion.Sidecars;

namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>What a JSON file without a recording beside it holds.</summary>
internal enum JsonContent
{
    Other,

    /// <summary>A transcript, by whisperX or in a sidecar.</summary>
    Transcript,

    /// <summary>A result that ConvoIntel wrote.</summary>
    Result,
}

/// <summary>Tells JSON transcripts apart, and reads whisperX's.</summary>
internal static class JsonTranscript
{
    /// <summary>Seconds that a word may stand out of its segment: alignment is done after segments are cut.</summary>
    private const double WordTolerance = 1;

    /// <summary>Looks at the names of a file's members, without reading more of it than it must.</summary>
    public static JsonContent Peek(string path)
    {
        try
        {
            using var file = SourceFile.OpenRead(path);
            if (file.Length > TextFile.MaxLength)
                return JsonContent.Other;
            var bytes = new byte[file.Length];
            file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Peek(bytes);
        }
        catch (Exception error) when (error is ConvoIntelException or IOException)
        {
            return JsonContent.Other;
        }
    }

    /// <summary>As <see cref="Peek(string)"/>, of a whole file's bytes.</summary>
    public static JsonContent Peek(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(TextFile.Decode(bytes), SidecarReader.Lenient);
            return Kind(document.RootElement);
        }
        catch (JsonException)
        {
            return JsonContent.Other;
        }
    }

    public static JsonContent Kind(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return JsonContent.Other;
        if (root.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.String
            && schema.GetString()!.StartsWith("convointel/", StringComparison.Ordinal))
        {
            return JsonContent.Result;
        }
        return IsWhisperX(root) || (root.TryGetProperty("transcript", out var transcript) && transcript.ValueKind == JsonValueKind.Array)
            ? JsonContent.Transcript
            : JsonContent.Other;
    }

    public static bool IsWhisperX(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("segments", out var segments) && segments.ValueKind == JsonValueKind.Array;

    /// <summary>Reads <c>segments[{start, end, text, speaker, words[{word, start, end, score}]}]</c>; times in seconds.</summary>
    public static TranscriptCues ReadWhisperX(JsonField root)
    {
        var cues = new List<TranscriptCue>();
        var lost = 0;
        foreach (var segment in root.Items("segments"))
        {
            segment.RequireObject();
            var text = segment.Text("text");
            if (text is null)
                continue;
            var start = segment.Number("start") ?? throw segment.Invalid("has no 'start'");
            var end = segment.Number("end") ?? throw segment.Invalid("has no 'end'");
            var words = ReadWords(segment, start);
            if (words.Exists(word => word.Start < start - WordTolerance || word.End > end + WordTolerance))
            {
                lost++;
                words = [];
            }
            cues.Add(new TranscriptCue { Start = start, End = end, Text = text, Speaker = segment.Identifier("speaker"), Words = words });
        }
        return new TranscriptCues(cues, lost == 0 ? [] : [$"The words of {lost} segments have times outside their segment; they were left out."]);
    }

    // whisperX gives numbers and prices no times: such a word lies between its neighbours.
    private static List<Word> ReadWords(JsonField segment, double segmentStart)
    {
        var words = new List<Word>();
        var last = segmentStart;
        foreach (var item in segment.Items("words"))
        {
            if (item.RequireObject().Text("word") is not { } text)
                continue;
            var start = item.Number("start");
            var from = start ?? last;
            last = Math.Max(from, item.Number("end") ?? from);
            words.Add(new Word
            {
                Text = text,
                Start = from,
                End = last,
                Confidence = Math.Clamp(item.Number("score") ?? item.Number("probability") ?? 1, 0, 1),
                Timing = start is null ? WordTiming.Interpolated : WordTiming.Source,
            });
        }
        return words;
    }
}
