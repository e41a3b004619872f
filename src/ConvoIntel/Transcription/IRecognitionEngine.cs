namespace ConvoIntel.Transcription;

/// <summary>Reads models of another kind than ONNX folders. Asked first, in the order of registration.</summary>
public interface IRecognitionEngine
{
    /// <param name="model">The value of <see cref="TranscriptionOptions.ModelFolder"/>.</param>
    /// <returns>Whether the model is of this engine's kind, there or not.</returns>
    bool Reads(string model);

    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>.</exception>
    ISpeechRecognizer Load(TranscriptionOptions transcription);
}
