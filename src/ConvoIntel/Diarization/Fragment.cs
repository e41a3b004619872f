using ConvoIntel.Conversations;

namespace ConvoIntel.Diarization;

/// <summary>A run of words in one channel, on its way to an utterance; never empty.</summary>
/// <param name="Channel">Zero-based.</param>
/// <param name="Words">In order.</param>
/// <param name="AverageLogProbability">Of the segment it comes from.</param>
internal sealed record Fragment(int Channel, IReadOnlyList<Word> Words, double AverageLogProbability)
{
    public double Start => Words[0].Start;

    /// <summary>Never before <see cref="Start"/>, whatever the word times say.</summary>
    public double End => Math.Max(Start, Words[^1].End);

    public string Text => string.Join(' ', Words.Select(word => word.Text.Trim()));

    /// <summary>This and what follows, as one; the probability is weighted by words.</summary>
    public Fragment Join(Fragment next) => new(
        Channel,
        [.. Words, .. next.Words],
        ((AverageLogProbability * Words.Count) + (next.AverageLogProbability * next.Words.Count)) / (Words.Count + next.Words.Count));
}
