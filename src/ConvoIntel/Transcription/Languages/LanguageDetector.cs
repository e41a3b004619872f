using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Languages;

/// <summary>
/// Tells what is spoken as Whisper does: one step of the decoder after <c>&lt;|startoftranscript|&gt;</c>, and of what may follow only the
/// languages (Radford et al. 2022, 2.3).
/// </summary>
internal sealed class LanguageDetector(WhisperModel model)
{
    private readonly string[] codes = [.. model.Languages.Keys];
    private readonly int[] tokens = [.. model.Languages.Values];

    /// <summary>Log-probability of each language by row, in the order of the model's languages.</summary>
    /// <param name="encoded">The windows; stay the caller's.</param>
    public double[][] Score(EncodedWindows encoded)
    {
        using var state = model.Decoder.Begin(encoded, wantAttention: false);
        using var output = state.Step([.. Enumerable.Repeat((long)model.Config.StartOfTranscript, state.Rows)]);
        var logits = new float[output.VocabularySize];
        var rows = new double[state.Rows][];
        for (var row = 0; row < rows.Length; row++)
        {
            output.CopyLogits(row, output.Positions - 1, logits);
            rows[row] = Normalized([.. tokens.Select(token => (double)logits[token])]);
        }
        return rows;
    }

    /// <summary>The language that windows of one voice agree on: that of the highest mean log-probability.</summary>
    public DetectedLanguage Decide(IReadOnlyList<double[]> windows)
    {
        var means = Normalized([.. Enumerable.Range(0, codes.Length).Select(i => windows.Average(window => window[i]))]);
        var best = Array.IndexOf(means, means.Max());
        return new DetectedLanguage(codes[best], Math.Exp(means[best]));
    }

    private static double[] Normalized(double[] logs)
    {
        var top = logs.Max();
        var sum = top + Math.Log(logs.Sum(log => Math.Exp(log - top)));
        return [.. logs.Select(log => log - sum)];
    }
}
