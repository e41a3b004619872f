namespace ConvoIntel.Transcription.Search;

/// <summary>One row on its way through the search.</summary>
/// <param name="prompt">Tokens that it starts with.</param>
/// <param name="maxTokens">Tokens that may follow the prompt.</param>
/// <param name="positions">Encoder positions that hold its audio, padding left out.</param>
/// <param name="random">Draws tokens at temperatures above zero; its own, so that neighbours in the batch change nothing.</param>
internal sealed class SearchRow(long[] prompt, int maxTokens, int positions, Random random)
{
    private readonly List<int> tokens = [];
    private readonly List<float> probabilities = [];
    private readonly List<float[]> attention = [];
    private double sumLogProbability;

    public long[] Prompt { get; } = prompt;

    public int Positions { get; } = positions;

    public Random Random { get; } = random;

    public IReadOnlyList<int> Tokens => tokens;

    public double NoSpeechProbability { get; set; }

    /// <summary>Null while the row goes on.</summary>
    public StopReason? Stop { get; private set; }

    public void AddAttention(float[] line) => attention.Add(line);

    public void Add(int token, double logProbability, int endOfText)
    {
        sumLogProbability += logProbability;
        if (token == endOfText)
        {
            Stop = StopReason.EndOfText;
            return;
        }
        tokens.Add(token);
        probabilities.Add((float)Math.Exp(logProbability));
        if (RepetitionGuard.FindLoop(tokens) is { } loop)
        {
            // One round of the loop may well have been said; the others were not.
            Cut(tokens.Count - loop.Repeated);
            Stop = StopReason.Loop;
        }
        else if (tokens.Count >= maxTokens)
        {
            Stop = StopReason.Length;
        }
    }

    public DecodedText ToText(double temperature) => new()
    {
        Tokens = tokens,
        Probabilities = probabilities,
        Attention = attention,
        Positions = Positions,
        Stop = Stop ?? StopReason.Length,
        AverageLogProbability = sumLogProbability / (tokens.Count + 1),
        NoSpeechProbability = NoSpeechProbability,
        Temperature = temperature,
    };

    private void Cut(int count)
    {
        tokens.RemoveRange(count, tokens.Count - count);
        probabilities.RemoveRange(count, probabilities.Count - count);
        if (attention.Count > count + 1)
            attention.RemoveRange(count + 1, attention.Count - count - 1);
    }
}
