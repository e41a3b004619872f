using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Search;

/// <summary>Which tokens may come next, whatever the audio: suppressed tokens and the grammar of timestamps.</summary>
internal sealed class TokenRules
{
    private readonly int[] suppressed;
    private readonly int[] suppressedAtStart;
    private readonly TimestampRules? timestamps;

    /// <param name="config">The model's lists of suppressed tokens.</param>
    /// <param name="specials">Tokens that stand for no text, by name.</param>
    /// <param name="withTimestamps">True where the text is to be cut by timestamps.</param>
    public TokenRules(WhisperConfig config, IReadOnlyDictionary<string, int> specials, bool withTimestamps)
    {
        var firstTimestamp = config.FirstTimestamp ?? config.VocabularySize;
        // A task or language token within the text is never meant; OpenAI's decoder suppresses them whatever the configuration says.
        var others = specials.Values.Where(id => id != config.EndOfText && id < firstTimestamp);
        var stamps = withTimestamps ? [] : Enumerable.Range(firstTimestamp, config.VocabularySize - firstTimestamp);
        suppressed = [.. config.SuppressTokens.Concat(others).Concat(stamps).Where(id => id >= 0 && id < config.VocabularySize).Distinct()];
        suppressedAtStart = [.. config.BeginSuppressTokens.Where(id => id >= 0 && id < config.VocabularySize)];
        timestamps = withTimestamps ? new TimestampRules(config) : null;
    }

    /// <summary>Sets what may not follow <paramref name="tokens"/> (those after the prompt) to minus infinity.</summary>
    public void Apply(Span<float> logits, IReadOnlyList<int> tokens)
    {
        foreach (var id in suppressed)
            logits[id] = float.NegativeInfinity;
        if (tokens.Count == 0)
        {
            foreach (var id in suppressedAtStart)
                logits[id] = float.NegativeInfinity;
        }
        timestamps?.Apply(logits, tokens);
    }
}
