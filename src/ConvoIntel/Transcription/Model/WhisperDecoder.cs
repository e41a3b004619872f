using ConvoIntel.Inference;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ConvoIntel.Transcription.Model;

/// <summary>How an export divides the decoder into graphs.</summary>
internal enum DecoderLayout
{
    /// <summary><c>decoder_model.onnx</c> for the prompt, <c>decoder_with_past_model.onnx</c> for each token after it.</summary>
    TwoGraphs,

    /// <summary><c>decoder_model_merged.onnx</c>, which holds both and is told by <c>use_cache_branch</c>.</summary>
    Merged,

    /// <summary><c>decoder_model.onnx</c> alone: every step reads the whole text again.</summary>
    WithoutCache,
}

/// <summary>The decoder in whichever layout the folder has. Safe for concurrent use: what changes lies in <see cref="DecoderState"/>.</summary>
internal sealed class WhisperDecoder : IDisposable
{
    private WhisperDecoder(DecoderLayout layout, DecoderGraph first, DecoderGraph? next, WhisperConfig config)
    {
        Layout = layout;
        First = first;
        Next = next;
        Config = config;
    }

    public DecoderLayout Layout { get; }

    /// <summary>Reads the prompt.</summary>
    public DecoderGraph First { get; }

    /// <summary>Reads one more token with the cache; null without one.</summary>
    public DecoderGraph? Next { get; }

    public WhisperConfig Config { get; }

    /// <summary>Precision that the decoder reads the encoder's states in; the encoder may give another.</summary>
    public TensorElementType StatesType => First.Inputs.Contains("encoder_hidden_states") ? First.Describe("encoder_hidden_states").Type : TensorElementType.Float;

    /// <summary>True where every step tells its cross-attention.</summary>
    public bool HasCrossAttention => First.Attentions.Count > 0 && (Next is null || Next.Attentions.Count == First.Attentions.Count);

    /// <summary>True where windows of different lengths may share a batch.</summary>
    public bool TakesMask => First.Inputs.Contains(DecoderGraph.Mask) && (Next is null || Next.Inputs.Contains(DecoderGraph.Mask));

    /// <exception cref="ConvoIntelException">No layout is complete, or a graph cannot be used.</exception>
    public static WhisperDecoder Load(ModelFiles files, WhisperConfig config, OnnxSessionFactory sessions)
    {
        var plain = files.FindGraph("decoder_model");
        var withPast = files.FindGraph("decoder_with_past_model");
        var merged = files.FindGraph("decoder_model_merged");
        // Two graphs go first where both forms are there: the merged one evaluates a branch at every step.
        if (plain is not null && withPast is not null)
            return LoadTwo(plain, withPast, config, sessions);
        if (merged is not null)
            return LoadMerged(merged, config, sessions);
        return new WhisperDecoder(DecoderLayout.WithoutCache, DecoderGraph.Load(files.RequireGraph("decoder_model"), sessions), null, config);
    }

    /// <summary>Starts a batch; the windows stay the caller's.</summary>
    public DecoderState Begin(EncodedWindows windows, bool wantAttention) =>
        new(this, windows, wantAttention && HasCrossAttention);

    public void Dispose()
    {
        First.Dispose();
        if (Next != First)
            Next?.Dispose();
    }

    private static WhisperDecoder LoadTwo(string plain, string withPast, WhisperConfig config, OnnxSessionFactory sessions)
    {
        var first = DecoderGraph.Load(plain, sessions);
        DecoderGraph? next = null;
        try
        {
            next = DecoderGraph.Load(withPast, sessions);
            CheckCache(first, next);
            return new WhisperDecoder(DecoderLayout.TwoGraphs, first, next, config);
        }
        catch
        {
            first.Dispose();
            next?.Dispose();
            throw;
        }
    }

    private static WhisperDecoder LoadMerged(string path, WhisperConfig config, OnnxSessionFactory sessions)
    {
        var graph = DecoderGraph.Load(path, sessions);
        try
        {
            CheckCache(graph, graph);
            return new WhisperDecoder(DecoderLayout.Merged, graph, graph, config);
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>What one graph writes to the cache, the other must be able to read: by name, and in the same precision.</summary>
    private static void CheckCache(DecoderGraph first, DecoderGraph next)
    {
        bool Fits(string name)
        {
            var present = DecoderGraph.PresentPrefix + name[DecoderGraph.PastPrefix.Length..];
            return first.Presents.Contains(present) && first.TypeOfOutput(present) == next.Describe(name).Type;
        }

        var missing = next.Inputs.FirstOrDefault(name => name.StartsWith(DecoderGraph.PastPrefix, StringComparison.Ordinal) && !Fits(name));
        if (missing is null && next.TakesPast)
            return;
        throw ModelFiles.Unusable(next.Path, $"its input '{missing ?? "past_key_values"}' has no match among the outputs of {Path.GetFileName(first.Path)}",
            "The graphs are of different exports: copy the whole folder again, or export it with past.");
    }
}
