using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Search;

/// <summary>What a row came to: the attempt that was kept, and its text.</summary>
internal sealed record Attempt(DecodedText Decoded, string Text, double CompressionRatio);

/// <summary>What one row of a batch may take.</summary>
/// <param name="Prompt">Tokens that its text starts with; of one length in a batch.</param>
/// <param name="Positions">Encoder positions that hold its audio.</param>
/// <param name="MaxTokens">Tokens after the prompt.</param>
internal sealed record RowRequest(long[] Prompt, int Positions, int MaxTokens);

/// <summary>Decodes at rising temperatures until a text passes the thresholds (Radford et al. 2022, 4.5).</summary>
internal sealed class TemperatureFallback(WhisperModel model, GreedySearch search, TranscriptionOptions options)
{
    private readonly IReadOnlyList<double> temperatures = options.EffectiveTemperatures;

    /// <param name="windows">One for each request; stay the caller's.</param>
    /// <param name="requests">The batch's rows.</param>
    /// <param name="cancellationToken">Checked before each token.</param>
    public Attempt[] Run(EncodedWindows windows, IReadOnlyList<RowRequest> requests, CancellationToken cancellationToken)
    {
        var kept = new Attempt[requests.Count];
        var open = Enumerable.Range(0, requests.Count).ToArray();
        for (var round = 0; round < temperatures.Count && open.Length > 0; round++)
        {
            var temperature = temperatures[round];
            var rows = open
                .Select(i => new SearchRow(requests[i].Prompt, requests[i].MaxTokens, requests[i].Positions, new Random(HashCodeOf(options.Seed, round))))
                .ToArray();
            using (var part = open.Length < requests.Count ? windows.Gather(open) : null)
                search.Run(part ?? windows, rows, temperature, cancellationToken);

            var failed = new List<int>();
            for (var i = 0; i < rows.Length; i++)
            {
                var attempt = Judge(rows[i].ToText(temperature));
                var row = open[i];
                if (kept[row] is null || IsBetter(attempt, kept[row]))
                    kept[row] = attempt;
                if (!IsGood(attempt))
                    failed.Add(row);
                else
                    kept[row] = attempt;
            }
            open = [.. failed];
        }
        return kept;
    }

    /// <summary>True where the model takes the window for silence: unsure of the text, sure that nobody spoke.</summary>
    public bool IsSilence(Attempt attempt) =>
        attempt.Decoded.NoSpeechProbability > options.NoSpeechThreshold
        && attempt.Decoded.AverageLogProbability < options.LogProbabilityThreshold;

    private Attempt Judge(DecodedText decoded)
    {
        var firstSpecial = model.Config.EndOfText;
        var text = model.Tokenizer.Decode(decoded.Tokens.Where(token => token < firstSpecial)).Trim();
        return new Attempt(decoded, text, CompressionRatio.Of(text));
    }

    private bool IsGood(Attempt attempt) => IsSilence(attempt) || (IsVaried(attempt)
        && attempt.Decoded.AverageLogProbability >= options.LogProbabilityThreshold);

    private bool IsVaried(Attempt attempt) =>
        attempt.Decoded.Stop != StopReason.Loop && attempt.CompressionRatio <= options.CompressionRatioThreshold;

    /// <summary>Where none passes: rather a text without loops, then the likelier one.</summary>
    private bool IsBetter(Attempt attempt, Attempt than) => IsVaried(attempt) != IsVaried(than)
        ? IsVaried(attempt)
        : attempt.Decoded.AverageLogProbability > than.Decoded.AverageLogProbability;

    /// <summary>Repeatable from run to run, which HashCode is not.</summary>
    private static int HashCodeOf(int seed, int round) => unchecked((seed * 7919) + round);
}
