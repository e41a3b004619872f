using ConvoIntel.Conversations;
using ConvoIntel.Transcription;

namespace ConvoIntel.Diarization.Voices;

/// <summary>
/// Gives each word to the voice that speaks while it is said, and cuts transcribed segments where the voice changes. From then on a
/// voice is what a channel is in a stereo recording.
/// </summary>
internal static class WordSpeakers
{
    /// <summary>Parts of the segments, each in the "channel" of its voice.</summary>
    /// <param name="segments">Of one channel.</param>
    /// <param name="turns">In order.</param>
    public static IEnumerable<TranscribedSegment> Assign(IEnumerable<TranscribedSegment> segments, IReadOnlyList<VoiceTurn> turns)
    {
        foreach (var segment in segments)
        {
            if (segment.Words.Count == 0)
            {
                yield return segment with { Channel = Speaker(segment.Start, segment.End, turns) };
                continue;
            }

            var speakers = segment.Words.Select(word => Speaker(word.Start, word.End, turns)).ToList();
            for (int start = 0, end; start < speakers.Count; start = end)
            {
                for (end = start + 1; end < speakers.Count && speakers[end] == speakers[start];) end++;
                yield return Part(segment, [.. segment.Words.Skip(start).Take(end - start)], speakers[start]);
            }
        }
    }

    private static TranscribedSegment Part(TranscribedSegment segment, IReadOnlyList<Word> words, int speaker) => words.Count == segment.Words.Count
        ? segment with { Channel = speaker }
        : segment with
        {
            Channel = speaker,
            Start = words[0].Start,
            End = Math.Max(words[0].Start, words[^1].End),
            Text = string.Join(' ', words.Select(word => word.Text.Trim())),
            Words = words,
        };

    /// <summary>Whose turn covers most of this time; where none does, the nearest turn's speaker.</summary>
    private static int Speaker(double start, double end, IReadOnlyList<VoiceTurn> turns)
    {
        var (best, most) = (0, double.NegativeInfinity);
        for (var i = FirstEndingAfter(turns, start); i < turns.Count; i++)
        {
            // Negative where they do not touch: then it is the distance, and the nearest wins.
            var shared = Math.Min(end, turns[i].End) - Math.Max(start, turns[i].Start);
            if (shared > most) (best, most) = (turns[i].Speaker, shared);
            if (turns[i].Start > end) break;
        }

        return best;
    }

    /// <summary>The turn before the first that ends after this time, since that one may be nearer.</summary>
    private static int FirstEndingAfter(IReadOnlyList<VoiceTurn> turns, double time)
    {
        var (low, high) = (0, turns.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (turns[middle].End > time) high = middle;
            else low = middle + 1;
        }

        return Math.Max(0, low - 1);
    }
}
