using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Diarization.Voices;

/// <summary>Holds the speaker model, where one is configured.</summary>
internal sealed class VoiceSeparator : IVoiceSeparator, IDisposable
{
    private readonly VoiceOptions options;
    private readonly OnnxSpeakerEmbedder? embedder;

    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: a model is named and cannot be used.</exception>
    public VoiceSeparator(IOptions<VoiceOptions> options, OnnxSessionFactory sessions)
    {
        this.options = options.Value;
        if (this.options.Model.Length > 0) embedder = new OnnxSpeakerEmbedder(this.options.Model, sessions);
    }

    public ModelInfo? Model => embedder?.Info;

    public IVoiceListener? Listen() => embedder is null ? null : new VoiceListener(embedder, options);

    public void Dispose() => embedder?.Dispose();
}
