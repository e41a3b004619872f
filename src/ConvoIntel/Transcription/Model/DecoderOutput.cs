using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Transcription.Model;

/// <summary>What one step of the decoder tells.</summary>
/// <param name="logits">Rows × positions × vocabulary.</param>
/// <param name="attentions">By layer: rows × heads × positions × encoder positions, each line summing to one.</param>
internal sealed class DecoderOutput(OrtValue logits, IReadOnlyList<OrtValue> attentions) : IDisposable
{
    private readonly long[] shape = logits.GetTensorTypeAndShape().Shape;
    // Asking a tensor for its shape costs as much as copying a line of it.
    private readonly long[][] shapes = [.. attentions.Select(attention => attention.GetTensorTypeAndShape().Shape)];

    /// <summary>Positions read in this step.</summary>
    public int Positions => (int)shape[1];

    public int VocabularySize => (int)shape[2];

    /// <summary>Layers that tell their cross-attention.</summary>
    public int AttentionLayers => attentions.Count;

    public void CopyLogits(int row, int position, Span<float> destination) =>
        Tensors.CopyFloats(logits, ((row * shape[1]) + position) * shape[2], destination);

    public int AttentionHeads(int layer) => (int)shapes[layer][1];

    /// <summary>Where one head looks while it predicts what follows the last position; as many encoder positions as asked for.</summary>
    public void CopyAttention(int layer, int row, int head, Span<float> destination)
    {
        var dimensions = shapes[layer];
        var line = (((row * dimensions[1]) + head) * dimensions[2]) + dimensions[2] - 1;
        Tensors.CopyFloats(attentions[layer], line * dimensions[3], destination);
    }

    public void Dispose()
    {
        logits.Dispose();
        foreach (var attention in attentions)
            attention.Dispose();
    }
}
