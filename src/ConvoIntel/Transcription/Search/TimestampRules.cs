using System.Numerics.Tensors;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Search;

/// <summary>
/// Grammar of Whisper's timestamps: text stands between a pair of them, they never run backwards, the first comes early,
/// and where a timestamp is likelier than any one word, it is a timestamp (Radford et al. 2022, 4.5, and the decoder published with it).
/// </summary>
internal sealed class TimestampRules(WhisperConfig config)
{
    private readonly int first = config.FirstTimestamp
        ?? throw new InvalidOperationException("The vocabulary has no timestamps.");

    public void Apply(Span<float> logits, IReadOnlyList<int> tokens)
    {
        var stamps = logits[first..];

        // 1. After a pair comes text; after a single stamp its partner or the end.
        var lastIsStamp = tokens.Count >= 1 && tokens[^1] >= first;
        var beforeIsStamp = tokens.Count < 2 || tokens[^2] >= first;
        if (lastIsStamp && beforeIsStamp)
            stamps.Fill(float.NegativeInfinity);
        else if (lastIsStamp)
            Forbid(logits[..first], except: config.EndOfText);

        // 2. No stamp before the last one; the end of a stretch lies after its start.
        var last = tokens.LastOrDefault(token => token >= first, -1);
        if (last >= 0)
        {
            var earliest = lastIsStamp && !beforeIsStamp ? last : last + 1;
            logits[first..Math.Min(earliest, logits.Length)].Fill(float.NegativeInfinity);
        }

        // 3. The text begins with a stamp, and not late.
        if (tokens.Count == 0)
        {
            logits[..first].Fill(float.NegativeInfinity);
            if (config.MaxInitialTimestamp + 1 < stamps.Length)
                stamps[(config.MaxInitialTimestamp + 1)..].Fill(float.NegativeInfinity);
        }

        // 4. All stamps together against the likeliest word; the sum is taken relative to the largest, or it would overflow.
        var top = TensorPrimitives.Max<float>(logits);
        if (float.IsNegativeInfinity(top))
            return;
        double sum = 0;
        foreach (var stamp in stamps)
            sum += Math.Exp(stamp - top);
        if (Math.Log(sum) + top > TensorPrimitives.Max<float>(logits[..first]))
            logits[..first].Fill(float.NegativeInfinity);
    }

    private static void Forbid(Span<float> logits, int except)
    {
        var kept = logits[except];
        logits.Fill(float.NegativeInfinity);
        logits[except] = kept;
    }
}
