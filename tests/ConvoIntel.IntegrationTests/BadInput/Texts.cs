using System.Text;
using System.Text.Json;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>The beginning of a sample conversation in each form of transcript that is read.</summary>
internal static class Texts
{
    private const int Lines = 8;

    public static string Subtitles { get; } =
        string.Join("\n\n", File.ReadAllText(Path.Combine(Repository.Calls, "freight-follow-up.vtt")).ReplaceLineEndings("\n").Split("\n\n").Take(1 + Lines)) + "\n";

    public static IEnumerable<(string Kind, string Extension, string Text)> Transcripts()
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Samples, "reference", "payroll-renewal.json")));
        var lines = reference.RootElement.GetProperty("utterances").EnumerateArray().Take(Lines)
            .Select(line => (Speaker: line.GetProperty("speaker").GetString()!, Start: line.GetProperty("start").GetDouble(), End: line.GetProperty("end").GetDouble(), Text: line.GetProperty("text").GetString()!))
            .ToArray();
        yield return ("vtt", "vtt", Subtitles);
        yield return ("srt", "srt", string.Concat(lines.Select((line, n) => $"{n + 1}\n{Stamp(line.Start)} --> {Stamp(line.End)}\n{line.Speaker}: {line.Text}\n\n")));
        yield return ("whisperX", "json", JsonSerializer.Serialize(new
        {
            language = "en",
            segments = lines.Select(line => new
            {
                start = line.Start,
                end = line.End,
                text = line.Text,
                speaker = line.Speaker,
                words = line.Text.Split(' ').Select((word, n) => new { word, start = line.Start + (n * 0.1), end = line.Start + (n * 0.1) + 0.09, score = 0.9 }),
            }),
        }));
        yield return ("transcript in a sidecar", "json", JsonSerializer.Serialize(new
        {
            version = "3.0.0",
            startTime = "2026-02-19T15:00:00-05:00",
            participants = new[] { new { id = "rep", role = "agent" }, new { id = "customer", role = "customer" } },
            transcript = lines.Select((line, n) => new
            {
                id = n,
                text = line.Text,
                offset = line.Start * 1000,
                duration = (line.End - line.Start) * 1000,
                participantId = line.Speaker,
                words = new[] { new { word = "and", offset = line.Start * 1000, duration = 100.0, confidence = 0.9 } },
            }),
        }));
    }

    /// <summary>More of something than any conversation has.</summary>
    public static IEnumerable<(string Name, Func<byte[]> Content)> Huge()
    {
        yield return ("huge-lines.vtt", () => Cues(100_000, _ => "Ann", "Yes."));
        yield return ("huge-speakers.vtt", () => Cues(2_000, n => $"Speaker {n}", "Yes."));
        yield return ("huge-alike-speakers.vtt", () => Cues(500, n => new string('!', 1 + (n % 50)) + new string('?', n / 50), "So it is."));
        yield return ("huge-one-line.vtt", () => Cues(1, _ => "Ann", string.Concat(Enumerable.Repeat("I will call you on 12 March at 5 pm about the $ 1,200. ", 200))));
        yield return ("huge-text.vtt", () => Cues(3, _ => "Ann", string.Concat(Enumerable.Repeat("And so on and so forth. ", 60_000))));
        yield return ("huge-one-word.srt", () => Cues(1, _ => "Ann", new string('x', 100_000)));
        yield return ("huge-participants.json", () => Json(Enumerable.Range(0, 50_000).Select(n => new { id = $"{n}", role = "customer" }), []));
        yield return ("huge-same-participants.json", () => Json(Enumerable.Repeat(new { id = "1", role = "customer" }, 50_000), []));
        yield return ("huge-keywords.json", () => Json([new { id = "1", role = "agent" }], Enumerable.Range(0, 50_000).Select(n => $"keyword {n}")));
    }

    private static byte[] Cues(int count, Func<int, string> speaker, string text) => Encoding.UTF8.GetBytes(
        "WEBVTT\n\n" + string.Concat(Enumerable.Range(0, count).Select(n => $"{n / 60:00}:{n % 60:00}.000 --> {n / 60:00}:{n % 60:00}.500\n<v {speaker(n)}>{text}\n\n")));

    private static byte[] Json(IEnumerable<object> participants, IEnumerable<string> keywords) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        participants,
        trackedKeywords = keywords,
        transcript = new[] { new { text = "We talked about keyword 17 and the price.", offset = 0, duration = 2000, participantId = "1" } },
    });

    private static string Stamp(double seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss\,fff", System.Globalization.CultureInfo.InvariantCulture);
}
