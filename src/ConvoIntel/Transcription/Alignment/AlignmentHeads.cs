using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Alignment;

/// <summary>The attention heads that follow the speech.</summary>
internal static class AlignmentHeads
{
    /// <summary>Those that the model names; else all of the upper half of the layers, as in OpenAI's models without a list.</summary>
    public static IReadOnlyList<(int Layer, int Head)> Of(WhisperConfig config)
    {
        if (config.AlignmentHeads.Count > 0)
            return config.AlignmentHeads;
        var layers = Enumerable.Range(config.DecoderLayers / 2, config.DecoderLayers - (config.DecoderLayers / 2));
        return [.. layers.SelectMany(layer => Enumerable.Range(0, config.DecoderHeads).Select(head => (layer, head)))];
    }
}
