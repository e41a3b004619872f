using ConvoIntel.Conversations;
using ConvoIntel.Decoding;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Segmentation;

/// <summary>Finds the speech in each channel of a recording. Loaded once; safe for concurrent use.</summary>
public sealed class SpeechSegmenter
{
    private readonly IVoiceActivityModel _model;
    private readonly SegmentationOptions _options;

    public SpeechSegmenter(IVoiceActivityModel model, IOptions<SegmentationOptions> options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _model = model;
        _options = options.Value;
    }

    public ModelInfo Info => _model.Info;

    /// <summary>Prepares to read <paramref name="audio"/>; nothing is read before the segments are.</summary>
    public SegmentStream Open(IAudioStream audio)
    {
        ArgumentNullException.ThrowIfNull(audio);
        return new SegmentStream(audio, _model, _options);
    }
}
