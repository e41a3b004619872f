using System.Numerics.Tensors;

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
        var cost = new float[tokens * positions];
        var head = new float[tokens * positions];
        var smooth = new float[positions];
        for (var h = 0; h < heads; h++)
        {
            for (var t = 0; t < tokens; t++)
                Normalize(attention[t].AsSpan(h * positions, positions), head.AsSpan(t * positions, positions));
            Standardize(head, tokens, positions);
            for (var t = 0; t < tokens; t++)
            {
                MedianFilter.Apply(head.AsSpan(t * positions, positions), smooth, MedianWidth);
                var line = cost.AsSpan(t * positions, positions);
                TensorPrimitives.Subtract(line, smooth, line);
            }
        }
        return DynamicTimeWarping.FirstColumns(cost, tokens, positions);
    }

    /// <summary>What the padding drew is shared out again over the audio.</summary>
    private static void Normalize(ReadOnlySpan<float> source, Span<float> target)
    {
        var sum = TensorPrimitives.Sum(source);
        if (sum > 0)
            TensorPrimitives.Divide(source, sum, target);
        else
            target.Fill(1f / source.Length);
    }

    /// <summary>At each position, over the tokens: mean 0 and deviation 1.</summary>
    private static void Standardize(Span<float> head, int tokens, int positions)
    {
        var (mean, deviation, square) = (new float[positions], new float[positions], new float[positions]);
        for (var t = 0; t < tokens; t++)
            TensorPrimitives.Add(mean, head.Slice(t * positions, positions), mean);
        TensorPrimitives.Divide(mean, tokens, mean);
        for (var t = 0; t < tokens; t++)
        {
            var line = head.Slice(t * positions, positions);
            TensorPrimitives.Subtract(line, mean, line);
            TensorPrimitives.Multiply(line, line, square);
            TensorPrimitives.Add(deviation, square, deviation);
        }

        TensorPrimitives.Divide(deviation, tokens, deviation);
        TensorPrimitives.Sqrt(deviation, deviation);
        // Where all tokens look alike, nothing is told.
        deviation.AsSpan().Replace(0, float.PositiveInfinity);
        for (var t = 0; t < tokens; t++)
        {
            var line = head.Slice(t * positions, positions);
            TensorPrimitives.Divide(line, deviation, line);
        }
    }
}
