using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion.Sidecars;

namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>Reads a transcript file of any kind, and makes utterances of cues.</summary>
internal static class TranscriptReader
{
    private const double MaxSeconds = 7 * 24 * 3600;

    /// <summary>A day of talk at a line a second; more is no conversation, and its tagging would not end.</summary>
    private const int MaxUtterances = 86_400;

    private const int MaxSpeakers = 1_000;

    /// <summary>Characters; a day of talk without a pause comes to half of it.</summary>
    private const int MaxText = 4_000_000;

    /// <summary>Reads a file; what is a sidecar with a transcript comes back whole.</summary>
    public static async Task<(TranscriptCues Cues, Sidecar? Sidecar)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var source = Path.GetFileName(path);
        var text = await TextFile.ReadAsync(path, FailureReason.TranscriptInvalid, cancellationToken);
        return RecordingFiles.IsJson(path) ? ReadJson(text, source) : (SubtitleReader.Read(text, source), null);
    }

    internal static (TranscriptCues Cues, Sidecar? Sidecar) ReadJson(string text, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(text, SidecarReader.Lenient);
            if (JsonTranscript.IsWhisperX(document.RootElement))
                return (Required(JsonTranscript.ReadWhisperX(new JsonField(document.RootElement, "", source, FailureReason.TranscriptInvalid)), source), null);
            if (JsonTranscript.Kind(document.RootElement) == JsonContent.Transcript)
            {
                var sidecar = SidecarReader.Parse(text, source);
                return (Required(new TranscriptCues(sidecar.Transcript!, []), source), sidecar);
            }
        }
        catch (JsonException error)
        {
            throw Invalid(source, $"line {(error.LineNumber ?? 0) + 1} is not JSON", error);
        }
        throw Invalid(source, "the JSON holds neither 'segments' nor a 'transcript'");
    }

    /// <summary>Makes one utterance of each cue, in order, several of a very long one; times that run backwards are set right.</summary>
    public static IReadOnlyList<Utterance> ToUtterances(IReadOnlyList<TranscriptCue> cues, SpeakerDirectory speakers, string source)
    {
        var utterances = new List<Utterance>(cues.Count);
        var text = 0;
        foreach (var cue in cues.SelectMany(LongCues.Cut))
        {
            if (utterances.Count == MaxUtterances)
                throw Invalid(source, $"it holds more than {MaxUtterances} lines, which is no conversation");
            if (cue.Start > MaxSeconds || cue.End > MaxSeconds)
                throw Invalid(source, $"cue {utterances.Count + 1} lies more than a week after the start");
            if ((text += cue.Text.Length) > MaxText)
                throw Invalid(source, $"it holds more than {MaxText / 1_000_000} million characters, which is no conversation");
            var speaker = speakers.Find(cue.Speaker);
            if (speakers.Participants.Count > MaxSpeakers)
                throw Invalid(source, $"it names more than {MaxSpeakers} speakers, which is no conversation");
            var start = Math.Max(0, cue.Start);
            utterances.Add(new Utterance
            {
                Index = utterances.Count,
                Speaker = speaker.Id,
                Role = speaker.Role,
                Start = start,
                End = Math.Max(start, cue.End),
                Text = cue.Text,
                Words = cue.Words,
            });
        }
        return utterances;
    }

    private static TranscriptCues Required(TranscriptCues cues, string source) =>
        cues.Cues.Count > 0 ? cues : throw Invalid(source, "the transcript holds no text");

    private static ConvoIntelException Invalid(string source, string problem, Exception? error = null) =>
        new(FailureReason.TranscriptInvalid, source, problem, "Give it WebVTT, SRT, whisperX JSON, or a sidecar with a transcript.", error);
}
