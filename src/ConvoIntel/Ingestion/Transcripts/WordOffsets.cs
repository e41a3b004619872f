using ConvoIntel.Conversations;
using ConvoIntel.Ingestion.Sidecars;

namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>
/// Finds the unit of a line's word offsets. Published samples of the sidecar mix milliseconds and ticks, and offsets from the call's start
/// with offsets from the line's: the first reading under which all words lie within their line is taken.
/// </summary>
internal static class WordOffsets
{
    private const double Tolerance = 0.25;

    // Units a second, and whether the offset counts from the line's start; most usual first.
    private static readonly (double Unit, bool Relative)[] Readings =
        [(1e3, false), (1e3, true), (1e7, false), (1e7, true), (1, false), (1, true)];

    /// <returns>The words, or null where no reading fits.</returns>
    public static IReadOnlyList<Word>? Read(JsonField line, double start, double end)
    {
        var words = new List<(string Text, double Offset, double Duration, double Confidence)>();
        foreach (var item in line.Items("words"))
        {
            if ((item.RequireObject().Text("word") ?? item.Text("text")) is not { } text)
                continue;
            var offset = item.Number("offset") ?? throw item.Invalid("has no 'offset'");
            words.Add((text, offset, item.Number("duration") ?? 0, item.Number("confidence") ?? 1));
        }
        if (words.Count == 0)
            return [];
        foreach (var (unit, relative) in Readings)
        {
            var origin = relative ? start : 0;
            if (words.All(word => origin + (word.Offset / unit) >= start - Tolerance && origin + ((word.Offset + word.Duration) / unit) <= end + Tolerance))
                return [.. words.Select(word => At(word, origin, unit))];
        }
        return null;
    }

    private static Word At((string Text, double Offset, double Duration, double Confidence) word, double origin, double unit) => new()
    {
        Text = word.Text,
        Start = Math.Max(0, origin + (word.Offset / unit)),
        End = Math.Max(0, origin + ((word.Offset + Math.Max(0, word.Duration)) / unit)),
        Confidence = Math.Clamp(word.Confidence, 0, 1),
        Timing = WordTiming.Source,
    };
}
