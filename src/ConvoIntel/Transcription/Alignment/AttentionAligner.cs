namespace ConvoIntel.Transcription.Alignment;

/// <summary>
/// Finds when each token is spoken from where the decoder looked: each head's attention is standardised over the tokens and smoothed
/// over time, heads are averaged, and the path of most attention gives the times, as in the word timestamps that OpenAI published.
/// </summary>
internal static class AttentionAligner
{
    private const int MedianWidth = 7;

    /// <param name="attention">By token, the end of text last: heads × positions, row-major.</param>
    /// <param name="positions">Encoder positions with audio.</param>
    /// <returns>For each token the encoder position where it begins; the last one is where the last word ends.</returns>
    public static int[] Align(IReadOnlyList<float[]> attention, int positions)
    {
        var tokens = attention.Count;
        var heads = attention[0].Length / positions;
        var cost = new double[tokens * positions];
        var head = new double[tokens * positions];
        var smooth = new double[positions];
        for (var h = 0; h < heads; h++)
        {
            for (var t = 0; t < tokens; t++)
                Normalize(attention[t].AsSpan(h * positions, positions), head.AsSpan(t * positions, positions));
            Standardize(head, tokens, positions);
            for (var t = 0; t < tokens; t++)
            {
                MedianFilter.Apply(head.AsSpan(t * positions, positions), smooth, MedianWidth);
                for (var p = 0; p < positions; p++)
                    cost[(t * positions) + p] -= smooth[p] / heads;
            }
        }
        return DynamicTimeWarping.FirstColumns(cost, tokens, positions);
    }

    /// <summary>What the padding drew is shared out again over the audio.</summary>
    private static void Normalize(ReadOnlySpan<float> source, Span<double> target)
    {
        double sum = 0;
        foreach (var value in source)
            sum += value;
        for (var i = 0; i < source.Length; i++)
            target[i] = sum > 0 ? source[i] / sum : 1.0 / source.Length;
    }

    private static void Standardize(Span<double> head, int tokens, int positions)
    {
        for (var p = 0; p < positions; p++)
        {
            double mean = 0, variance = 0;
            for (var t = 0; t < tokens; t++)
                mean += head[(t * positions) + p] / tokens;
            for (var t = 0; t < tokens; t++)
                variance += Math.Pow(head[(t * positions) + p] - mean, 2) / tokens;
            var deviation = Math.Sqrt(variance);
            for (var t = 0; t < tokens; t++)
                head[(t * positions) + p] = deviation > 0 ? (head[(t * positions) + p] - mean) / deviation : 0;
        }
    }
}
