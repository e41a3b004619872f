using ConvoIntel.Inference;
using ConvoIntel.Transcription;

namespace ConvoIntel.WhisperNet;

/// <summary>Reads ggml models with whisper.cpp.</summary>
internal sealed class WhisperNetEngine(WhisperNetOptions options, InferenceOptions inference) : IRecognitionEngine
{
    public bool Reads(string model) => GgmlFile.IsNamed(model);

    public ISpeechRecognizer Load(TranscriptionOptions transcription) => WhisperNetRecognizer.Load(transcription, options, inference);
}
