using ConvoIntel.Ingestion.Sidecars;

namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>Reads a sidecar's <c>transcript[{id, text, offset, duration, participantId, words[], confidence}]</c>; offset and duration in ms.</summary>
internal static class SidecarTranscript
{
    private const double MillisecondsPerSecond = 1_000;
    private const double TicksPerSecond = 1e7;

    /// <summary>A call that ends later than this was written in ticks of 100 ns.</summary>
    private const double LongestCallMilliseconds = 48 * 3600 * MillisecondsPerSecond;

    public static IReadOnlyList<TranscriptCue> Read(JsonField transcript, List<string> warnings)
    {
        var items = transcript.AsItems().Where(item => item.RequireObject().Text("text") is not null).ToArray();
        var spans = items.Select(item => (Offset: Required(item, "offset"), Duration: item.Number("duration") ?? 0)).ToArray();
        var unit = spans.Any(span => span.Offset + span.Duration > LongestCallMilliseconds) ? TicksPerSecond : MillisecondsPerSecond;
        var cues = new List<TranscriptCue>(items.Length);
        var lost = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var start = spans[i].Offset / unit;
            var end = start + Math.Max(0, spans[i].Duration / unit);
            var words = WordOffsets.Read(items[i], start, end);
            if (words is null)
                lost++;
            cues.Add(new TranscriptCue
            {
                Start = start,
                End = end,
                Text = items[i].Text("text")!,
                Speaker = items[i].Identifier("participantId"),
                Words = words ?? [],
            });
        }
        if (lost > 0)
            warnings.Add($"The words of {lost} lines of the sidecar's transcript have times outside their line in any unit; they were left out.");
        return cues;
    }

    private static double Required(JsonField item, string name) => item.Number(name) ?? throw item.Invalid($"has no '{name}'");
}
