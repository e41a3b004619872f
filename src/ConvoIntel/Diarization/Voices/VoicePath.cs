namespace ConvoIntel.Diarization.Voices;

/// <summary>
/// Finds the course of speakers through the speech: at each step the voices that the windows around it sound like, a cost for each
/// change, and of all courses the best (A. Viterbi, 1967). Between two segments, which a pause parts, a change costs nothing.
/// </summary>
internal static class VoicePath
{
    /// <summary>A change where the speech is this much below its loudest, in decibels, costs only <see cref="QuietCost"/>.</summary>
    private const float QuietBelow = 20;

    private const double QuietCost = 0.4;

    /// <summary>Weight of a window at its edge; at its middle it is 1.</summary>
    private const double EdgeWeight = 0.2;

    /// <summary>Turns a difference of cosines into odds. Chosen so that the mean confidence is the part of speech that is right, on mixed calls.</summary>
    private const double Sharpness = 9;

    public static VoiceTurns Through(IReadOnlyList<HeardSpeech> heard, IReadOnlyList<float[]> voices, VoiceOptions options)
    {
        var left = voices.ToList();
        while (true)
        {
            var turns = heard.SelectMany(speech => Turns(speech, left, options.ChangeCost)).ToList();
            var total = turns.Sum(Seconds);
            // Who is left with too little after all was no speaker: the others take it.
            var (voice, said) = Enumerable.Range(0, left.Count)
                .Select(voice => (voice, Said: turns.Where(turn => turn.Speaker == voice).Sum(Seconds))).DefaultIfEmpty().MinBy(pair => pair.Said);
            if (left.Count < 2 || said >= options.LeastSpeech(total)) return InOrder(turns, total);
            left.RemoveAt(voice);
        }
    }

    private static double Seconds(VoiceTurn turn) => turn.End - turn.Start;

    /// <summary>Speakers numbered as they are first heard.</summary>
    private static VoiceTurns InOrder(List<VoiceTurn> turns, double total)
    {
        var order = turns.Select(turn => turn.Speaker).Distinct().ToList();
        return new VoiceTurns
        {
            Turns = [.. turns.Select(turn => turn with { Speaker = order.IndexOf(turn.Speaker) })],
            Speakers = order.Count,
            Confidence = total > 0 ? turns.Sum(turn => turn.Confidence * Seconds(turn)) / total : 0,
        };
    }

    private static IEnumerable<VoiceTurn> Turns(HeardSpeech speech, List<float[]> voices, double changeCost)
    {
        var scores = Scores(speech, voices);
        var path = Best(scores, Costs(speech.Levels, changeCost));
        for (int start = 0, end; start < path.Length; start = end)
        {
            for (end = start + 1; end < path.Length && path[end] == path[start];) end++;
            yield return new VoiceTurn(
                path[start],
                speech.Start + (start * HeardSpeech.Step),
                end == path.Length ? speech.End : speech.Start + (end * HeardSpeech.Step),
                Confidence(scores.AsSpan(start..end), path[start]));
        }
    }

    /// <summary>For each step the cosine with each voice, of the windows over it, those in whose middle it lies first.</summary>
    private static double[][] Scores(HeardSpeech speech, List<float[]> voices)
    {
        var cosines = speech.Windows.Select(window => voices.Select(voice => window.Cosine(voice)).ToArray()).ToList();
        var scores = new double[speech.Levels.Length][];
        for (var step = 0; step < scores.Length; step++)
        {
            scores[step] = new double[Math.Max(1, voices.Count)];
            var (at, total) = (speech.Start + ((step + 0.5) * HeardSpeech.Step), 0.0);
            for (var w = 0; w < speech.Windows.Count; w++)
            {
                var window = speech.Windows[w];
                var off = Math.Abs(at - ((window.Start + window.End) / 2)) / (window.Length / 2);
                if (off > 1 && speech.Windows.Count > 1) continue;
                var weight = EdgeWeight + ((1 - EdgeWeight) * Math.Max(0, 1 - off));
                total += weight;
                for (var voice = 0; voice < voices.Count; voice++) scores[step][voice] += weight * cosines[w][voice];
            }

            for (var voice = 0; voice < voices.Count && total > 0; voice++) scores[step][voice] /= total;
        }

        return scores;
    }

    /// <summary>What it costs to change before each step.</summary>
    private static double[] Costs(float[] levels, double changeCost)
    {
        var quiet = levels.Max() - QuietBelow;
        return [.. levels.Select((level, i) => changeCost / HeardSpeech.Step * (Math.Min(level, i > 0 ? levels[i - 1] : level) < quiet ? QuietCost : 1))];
    }

    private static int[] Best(double[][] scores, double[] costs)
    {
        var voices = scores[0].Length;
        var value = (double[])scores[0].Clone();
        var from = new int[scores.Length][];
        for (var step = 1; step < scores.Length; step++)
        {
            var leader = Leader(value);
            from[step] = new int[voices];
            var next = new double[voices];
            for (var voice = 0; voice < voices; voice++)
            {
                var changed = value[leader] - costs[step];
                from[step][voice] = value[voice] >= changed ? voice : leader;
                next[voice] = Math.Max(value[voice], changed) + scores[step][voice];
            }

            value = next;
        }

        var path = new int[scores.Length];
        path[^1] = Leader(value);
        for (var step = scores.Length - 1; step > 0; step--) path[step - 1] = from[step][path[step]];
        return path;
    }

    private static int Leader(double[] values) => Array.IndexOf(values, values.Max());

    private static double Confidence(ReadOnlySpan<double[]> scores, int voice)
    {
        var mean = new double[scores[0].Length];
        foreach (var step in scores)
        {
            for (var v = 0; v < mean.Length; v++) mean[v] += step[v] / scores.Length;
        }

        return 1 / mean.Sum(other => Math.Exp(Sharpness * (other - mean[voice])));
    }
}
