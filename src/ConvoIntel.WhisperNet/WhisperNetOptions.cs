namespace ConvoIntel.WhisperNet;

/// <summary>What only whisper.cpp knows.</summary>
public sealed class WhisperNetOptions
{
    /// <summary>
    /// Gives the encoder as much audio as a segment has, instead of half a minute filled up with silence; default false. Many times faster.
    /// Right for models that were trained on windows of any length, as the starter is; OpenAI's were not, and write worse text.
    /// </summary>
    public bool FitAudioContext { get; set; }
}
