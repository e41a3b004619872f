using ConvoIntel.Conversations;
using ConvoIntel.Transcription.Model;
using ConvoIntel.Transcription.Search;

namespace ConvoIntel.Transcription.Alignment;

/// <summary>Turns a decoded window into words with times.</summary>
internal sealed class WordTimer(WhisperModel model)
{
    private readonly double secondsPerPosition = 2.0 * model.Config.Hop / model.Config.SampleRate;
    private readonly int endOfText = model.Config.EndOfText;

    /// <param name="decoded">The window's tokens.</param>
    /// <param name="start">Seconds of the window's start in the recording.</param>
    /// <param name="duration">Seconds of audio in the window.</param>
    /// <param name="language">Language of the text.</param>
    public IReadOnlyList<Word> Time(DecodedText decoded, double start, double duration, string language)
    {
        var places = Enumerable.Range(0, decoded.Tokens.Count).Where(i => decoded.Tokens[i] < endOfText).ToArray();
        var words = WordSplitter.Split(model.Tokenizer, [.. places.Select(i => decoded.Tokens[i])], language);
        if (words.Count == 0)
            return [];
        var (bounds, timing) = decoded.Attention.Count == decoded.Tokens.Count + 1
            ? (Aligned(decoded, places, duration), WordTiming.Aligned)
            : (Interpolated(decoded, places, duration), WordTiming.Interpolated);

        WordSpacing.Spread(bounds, words);
        var result = new Word[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            result[i] = new Word
            {
                Text = word.Text.Trim(),
                Start = start + bounds[word.First],
                End = start + bounds[word.First + word.Count],
                Confidence = Enumerable.Range(word.First, word.Count).Average(k => decoded.Probabilities[places[k]]),
                Timing = timing,
            };
        }
        return result;
    }

    /// <summary>Seconds from the window's start at which each text token begins, and the last one ends.</summary>
    private double[] Aligned(DecodedText decoded, int[] places, double duration)
    {
        var lines = places.Select(i => decoded.Attention[i]).Append(decoded.Attention[^1]).ToArray();
        return [.. AttentionAligner.Align(lines, decoded.Positions).Select(at => Math.Min(at * secondsPerPosition, duration))];
    }

    /// <summary>Between the timestamps around it, or else over the window, a token takes time by its letters.</summary>
    private double[] Interpolated(DecodedText decoded, int[] places, double duration)
    {
        var bounds = new double[places.Length + 1];
        var from = 0.0;
        var group = new List<int>();
        var next = 0;

        void Spread(double until)
        {
            var letters = group.Select(k => (double)Math.Max(1, model.Tokenizer.Decode([decoded.Tokens[places[k]]]).Length)).ToArray();
            var total = letters.Sum();
            var at = from;
            for (var i = 0; i < group.Count; i++)
            {
                bounds[group[i]] = at;
                at = Math.Min(at + ((until - from) * letters[i] / total), until);
                bounds[group[i] + 1] = at;
            }
            group.Clear();
        }

        for (var i = 0; i < decoded.Tokens.Count; i++)
        {
            if (decoded.Tokens[i] < endOfText)
            {
                group.Add(next++);
            }
            else if (model.Config.FirstTimestamp is { } first && decoded.Tokens[i] >= first)
            {
                var stamp = Math.Clamp((decoded.Tokens[i] - first) * secondsPerPosition, from, duration);
                Spread(stamp);
                from = stamp;
            }
        }
        Spread(duration);
        return bounds;
    }
}
