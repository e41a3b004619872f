using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Search;

/// <summary>Decodes a batch token by token; rows leave it as they finish.</summary>
internal sealed class GreedySearch(WhisperModel model, TokenRules rules, IReadOnlyList<(int Layer, int Head)> alignmentHeads)
{
    private readonly int endOfText = model.Config.EndOfText;
    private readonly int? noSpeech = model.Tokenizer.Find("<|nospeech|>") ?? model.Tokenizer.Find("<|nocaptions|>");

    /// <param name="windows">One for each row; stay the caller's.</param>
    /// <param name="rows">Rows with prompts of one length.</param>
    /// <param name="temperature">0 for the likeliest token, else the spread of the draw.</param>
    /// <param name="cancellationToken">Checked before each token.</param>
    public void Run(EncodedWindows windows, IReadOnlyList<SearchRow> rows, double temperature, CancellationToken cancellationToken)
    {
        using var state = model.Decoder.Begin(windows, alignmentHeads.Count > 0);
        var active = rows.ToArray();
        var tokens = rows.SelectMany(row => row.Prompt).ToArray();
        float[]? logits = null;
        for (var first = true; ; first = false)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // 1. One step of the decoder for all rows.
            using var output = state.Step(tokens);
            logits ??= new float[output.VocabularySize];

            // 2. A token for each row that goes on.
            for (var i = 0; i < active.Length; i++)
            {
                if (active[i].Stop is not null)
                    continue;
                if (first)
                    ReadNoSpeech(output, i, active[i], logits);
                ReadAttention(output, i, active[i]);
                output.CopyLogits(i, output.Positions - 1, logits);
                rules.Apply(logits, active[i].Tokens);
                var (token, logProbability) = TokenSampler.Choose(logits, temperature, active[i].Random);
                active[i].Add(token, logProbability, endOfText);
            }

            // 3. Finished rows leave once they are a quarter of the batch: moving the cache costs as much as some idle steps.
            var going = active.Count(row => row.Stop is null);
            if (going == 0)
            {
                PipelineMeter.Wrote(rows.Sum(row => row.Tokens.Count));
                return;
            }
            if (going <= active.Length * 3 / 4)
            {
                var kept = Enumerable.Range(0, active.Length).Where(i => active[i].Stop is null).ToArray();
                state.Keep(kept);
                active = [.. kept.Select(i => active[i])];
            }
            tokens = [.. active.Select(row => row.Stop is null ? row.Tokens[^1] : (long)endOfText)];
        }
    }

    /// <summary>The model tells at the start of the transcript whether there is one.</summary>
    private void ReadNoSpeech(DecoderOutput output, int index, SearchRow row, float[] logits)
    {
        if (noSpeech is not { } token || token >= logits.Length)
            return;
        var start = Array.IndexOf(row.Prompt, (long)model.Config.StartOfTranscript);
        output.CopyLogits(index, start, logits);
        row.NoSpeechProbability = TokenSampler.Probability(logits, token);
    }

    private void ReadAttention(DecoderOutput output, int index, SearchRow row)
    {
        if (output.AttentionLayers == 0)
            return;
        var lines = new float[alignmentHeads.Count * row.Positions];
        for (var i = 0; i < alignmentHeads.Count; i++)
        {
            var (layer, head) = alignmentHeads[i];
            output.CopyAttention(layer, index, head, lines.AsSpan(i * row.Positions, row.Positions));
        }
        row.AddAttention(lines);
    }
}
