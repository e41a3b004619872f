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
        return (token, logits[token] - top - Math.Log(SumOfPowers(logits, top)));
    }

    /// <summary>Probability of one token.</summary>
    public static double Probability(ReadOnlySpan<float> logits, int token)
    {
        var top = TensorPrimitives.Max(logits);
        return Math.Exp(logits[token] - top) / SumOfPowers(logits, top);
    }

    /// <summary>Sum of e to the power of each logit less <paramref name="top"/>; a vocabulary has fifty thousand.</summary>
    private static double SumOfPowers(ReadOnlySpan<float> logits, float top)
    {
        const int Part = 1024;
        Span<float> powers = stackalloc float[Part];
        double sum = 0;
        for (var at = 0; at < logits.Length; at += Part)
        {
            var part = logits[at..Math.Min(logits.Length, at + Part)];
            TensorPrimitives.Subtract(part, top, powers);
            TensorPrimitives.Exp(powers[..part.Length], powers);
            sum += TensorPrimitives.Sum<float>(powers[..part.Length]);
        }

        return sum;
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
