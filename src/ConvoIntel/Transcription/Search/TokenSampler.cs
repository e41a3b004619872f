using System.Numerics.Tensors;

namespace ConvoIntel.Transcription.Search;

/// <summary>Chooses the next token.</summary>
internal static class TokenSampler
{
    /// <summary>The likeliest token at temperature 0, else one drawn by probability.</summary>
    /// <returns>The token, and its log-probability at temperature 1, whatever <paramref name="temperature"/> is, so that attempts compare.</returns>
    public static (int Token, double LogProbability) Choose(ReadOnlySpan<float> logits, double temperature, Random random)
    {
        var best = TensorPrimitives.IndexOfMax(logits);
        var top = logits[best];
        var token = temperature <= 0 ? best : Draw(logits, top, temperature, random);
        double sum = 0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - top);
        return (token, logits[token] - top - Math.Log(sum));
    }

    /// <summary>Probability of one token.</summary>
    public static double Probability(ReadOnlySpan<float> logits, int token)
    {
        var top = TensorPrimitives.Max(logits);
        double sum = 0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - top);
        return Math.Exp(logits[token] - top) / sum;
    }

    private static int Draw(ReadOnlySpan<float> logits, float top, double temperature, Random random)
    {
        double total = 0;
        foreach (var logit in logits)
            total += Math.Exp((logit - top) / temperature);
        var target = random.NextDouble() * total;
        var last = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = Math.Exp((logits[i] - top) / temperature);
            if (weight <= 0)
                continue;
            last = i;
            target -= weight;
            if (target < 0)
                break;
        }
        return last;
    }
}
