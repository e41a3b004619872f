using ConvoIntel.Conversations;
using ConvoIntel.Evaluation.Words;
using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation.Scores;

/// <summary>Words that were heard where nobody speaks.</summary>
/// <param name="Words">Words, fillers and remarks in brackets left out.</param>
/// <param name="Seconds">Time in which nobody speaks.</param>
internal readonly record struct InventedWords(int Words, double Seconds)
{
    /// <summary>Kept away from speech: a word's times are not to the frame, nor are the reference's.</summary>
    public const double Margin = 0.5;

    /// <summary>Counts words whose middle lies in silence at least <see cref="Margin"/> away from speech of the reference.</summary>
    public static InventedWords Of(IEnumerable<Interval> speech, IReadOnlyList<Utterance> heard, IReadOnlyList<Interval> scored)
    {
        var silence = Intervals.Subtract(scored, speech.Select(s => new Interval(s.Start - Margin, s.End + Margin)));
        return new(heard.SelectMany(Middles).Count(middle => Intervals.Contains(silence, middle)), Intervals.Seconds(silence));
    }

    private static IEnumerable<double> Middles(Utterance utterance)
    {
        var timed = utterance.Words.Where(word => EnglishText.Words(word.Text).Count > 0).Select(word => (word.Start + word.End) / 2).ToList();
        if (utterance.Words.Count > 0) return timed;

        // Without times of words, they are spread over the utterance.
        var count = EnglishText.Words(utterance.Text).Count;
        return Enumerable.Range(0, count).Select(i => utterance.Start + ((i + 0.5) * (utterance.End - utterance.Start) / count));
    }
}
