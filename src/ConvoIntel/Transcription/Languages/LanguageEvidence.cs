using ConvoIntel.Segmentation;
using ConvoIntel.Transcription.Search;

namespace ConvoIntel.Transcription.Languages;

/// <summary>The speech that a voice's language is told from.</summary>
internal static class LanguageEvidence
{
    /// <summary>Whisper was trained to tell the language of half a minute; more changes little.</summary>
    public static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    /// <summary>The first half minute of audible speech, its pauses cut out.</summary>
    public static float[] Of(IReadOnlyList<SpeechSegment> segments, int sampleRate, Func<SpeechSegment, bool> isAudible) =>
        [.. segments.Where(isAudible).SelectMany(segment => segment.Samples).Take((int)(Enough.TotalSeconds * sampleRate))];

    /// <summary>Equal parts no longer than <paramref name="longest"/> samples: as few windows as will do, each with the same weight.</summary>
    public static IReadOnlyList<AudioPiece> Windows(float[] speech, int longest)
    {
        var count = (speech.Length + longest - 1) / longest;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (first, end) = ((long)speech.Length * i / count, (long)speech.Length * (i + 1) / count);
            return new AudioPiece(i, (int)first, speech.AsMemory((int)first, (int)(end - first)));
        })];
    }
}
