using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ConvoIntel.Transcription.Model;

/// <summary>One batch in the decoder: its cache, and the rows that are still in it.</summary>
internal sealed class DecoderState : IDisposable
{
    private readonly WhisperDecoder decoder;
    private readonly bool wantAttention;
    private readonly OrtValue givenStates;
    private OrtValue states;
    private int[] positions;
    private OrtValue? mask;
    // By the name without prefix, such as 0.decoder.key.
    private readonly Dictionary<string, OrtValue> cache = new(StringComparer.Ordinal);
    // Without a cache, all tokens so far by row.
    private List<long>[]? history;
    private int length;

    public DecoderState(WhisperDecoder decoder, EncodedWindows windows, bool wantAttention)
    {
        this.decoder = decoder;
        this.wantAttention = wantAttention;
        givenStates = windows.States;
        positions = [.. windows.Positions];
        var wanted = decoder.StatesType;
        states = wanted == givenStates.GetTensorTypeAndShape().ElementDataType ? givenStates : Tensors.Convert(givenStates, wanted);
        Rows = windows.Rows;
    }

    public int Rows { get; private set; }

    /// <summary>Reads <paramref name="tokens"/> (rows × count, row-major), and tells what may follow.</summary>
    public DecoderOutput Step(long[] tokens)
    {
        var count = tokens.Length / Rows;
        var first = length == 0;
        var graph = first || decoder.Next is null ? decoder.First : decoder.Next;
        if (decoder.Next is null)
            (tokens, count) = Remember(tokens, count);

        // 1. Inputs: those made here are disposed of after the run, the cache and the states are kept.
        var made = new List<OrtValue>();
        try
        {
            var inputs = graph.Inputs.Select(name => Input(graph, name, tokens, count, first, made)).ToArray();

            // 2. The caches are asked for only where a next step will read them.
            string[] presents = decoder.Next is null ? [] : [.. graph.Presents.Where(name => first || !IsOfEncoder(name))];
            string[] attentions = wantAttention ? [.. graph.Attentions] : [];
            var outputs = graph.Run(inputs, ["logits", .. presents, .. attentions]);

            // 3. The new caches take the place of the old.
            for (var i = 0; i < presents.Length; i++)
                Replace(presents[i][DecoderGraph.PresentPrefix.Length..], outputs[i + 1]);
            length += decoder.Next is null ? count - length : count;
            return new DecoderOutput(outputs[0], [.. outputs.Skip(1 + presents.Length)]);
        }
        finally
        {
            made.ForEach(value => value.Dispose());
        }
    }

    /// <summary>Keeps the named rows, in that order, and forgets the rest.</summary>
    public void Keep(ReadOnlySpan<int> rows)
    {
        foreach (var name in cache.Keys.ToArray())
            Replace(name, Tensors.Gather(cache[name], rows));
        // With the cross-attention's keys and values in the cache, most exports never read the states again.
        if (decoder.Next is null || decoder.Next.Inputs.Contains("encoder_hidden_states"))
        {
            var kept = Tensors.Gather(states, rows);
            if (states != givenStates)
                states.Dispose();
            states = kept;
        }
        var left = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            left[i] = positions[rows[i]];
        positions = left;
        mask?.Dispose();
        mask = null;
        if (history is not null)
        {
            var kept = new List<long>[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                kept[i] = history[rows[i]];
            history = kept;
        }
        Rows = rows.Length;
    }

    public void Dispose()
    {
        foreach (var value in cache.Values)
            value.Dispose();
        cache.Clear();
        mask?.Dispose();
        if (states != givenStates)
            states.Dispose();
    }

    private static bool IsOfEncoder(string name) => name.Contains(".encoder.", StringComparison.Ordinal);

    private OrtValue Input(DecoderGraph graph, string name, long[] tokens, int count, bool first, List<OrtValue> made)
    {
        OrtValue Made(OrtValue value)
        {
            made.Add(value);
            return value;
        }

        var (type, dimensions) = graph.Describe(name);
        switch (name)
        {
            case "input_ids" or "decoder_input_ids":
                return Made(Tensors.FromIntegers(type, tokens, Rows, count));
            case "encoder_hidden_states":
                return states;
            case DecoderGraph.Mask:
                return mask ??= MaskOf(type);
            case "use_cache_branch":
                return Made(Tensors.FromSwitch(type, !first));
            case "cache_position":
                var positions = Enumerable.Range(decoder.Next is null ? 0 : length, count).Select(position => (long)position).ToArray();
                return Made(Tensors.FromIntegers(type, positions, count));
        }
        var key = name[DecoderGraph.PastPrefix.Length..];
        if (cache.TryGetValue(key, out var past))
            return past;
        // The merged graph wants a past before there is one: an empty tensor of the right type.
        var heads = dimensions[1] > 0 ? dimensions[1] : decoder.Config.DecoderHeads;
        var size = dimensions[3] > 0 ? dimensions[3] : decoder.Config.HeadSize;
        return Made(Tensors.Allocate(type, Rows, heads, 0, size));
    }

    /// <summary>Rows × encoder positions: 1 where a position is the row's own, else 0.</summary>
    private OrtValue MaskOf(TensorElementType type)
    {
        var width = (int)givenStates.GetTensorTypeAndShape().Shape[1];
        var marks = new long[Rows * width];
        for (var row = 0; row < Rows; row++)
            marks.AsSpan(row * width, positions[row]).Fill(1);
        return Tensors.FromIntegers(type, marks, Rows, width);
    }

    private (long[] Tokens, int Count) Remember(long[] tokens, int count)
    {
        history ??= [.. Enumerable.Range(0, Rows).Select(_ => new List<long>())];
        for (var row = 0; row < Rows; row++)
            history[row].AddRange(tokens.AsSpan(row * count, count));
        return ([.. history.SelectMany(row => row)], history[0].Count);
    }

    private void Replace(string name, OrtValue value)
    {
        if (cache.Remove(name, out var old))
            old.Dispose();
        cache[name] = value;
    }
}
