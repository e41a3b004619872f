using ConvoIntel.Conversations;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription.Alignment;
using ConvoIntel.Transcription.Search;

namespace ConvoIntel.Transcription;

/// <summary>Puts the windows of a segment together again.</summary>
internal static class SegmentAssembler
{
    public static TranscribedSegment Assemble(
        SpeechSegment segment, string language, IEnumerable<(AudioPiece Piece, Attempt Attempt)> windows, WordTimer timer, TemperatureFallback fallback, int sampleRate)
    {
        var heard = windows.OrderBy(window => window.Piece.First).ToArray();
        var said = heard.Where(window => window.Attempt.Text.Length > 0 && !fallback.IsSilence(window.Attempt)).ToArray();
        var words = new List<Word>();
        foreach (var (piece, attempt) in said)
        {
            var start = segment.Start + ((double)piece.First / sampleRate);
            words.AddRange(timer.Time(attempt.Decoded, start, (double)piece.Samples.Length / sampleRate, language));
        }
        var text = string.Join(' ', said.Select(window => window.Attempt.Text));
        return new TranscribedSegment
        {
            Channel = segment.Channel,
            Start = segment.Start,
            End = segment.End,
            Text = text,
            Words = words,
            AverageLogProbability = heard.Length == 0 ? 0 : heard.Average(window => window.Attempt.Decoded.AverageLogProbability),
            NoSpeechProbability = heard.Length == 0 ? 1 : heard.Min(window => window.Attempt.Decoded.NoSpeechProbability),
            CompressionRatio = CompressionRatio.Of(text),
            Temperature = heard.Length == 0 ? 0 : heard.Max(window => window.Attempt.Decoded.Temperature),
        };
    }
}
