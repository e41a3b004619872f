namespace ConvoIntel.Transcription.Engine;

/// <summary>How a recogniser uses the machine.</summary>
/// <param name="Lanes">Batches at work at the same time, on one copy of the weights.</param>
/// <param name="Threads">Threads for the operators of each.</param>
/// <param name="BatchSize">Most windows that the decoder writes at once.</param>
/// <param name="EncoderRows">
/// Most windows that the encoder reads at once. One on a processor: more gain nothing there, and the attention of each takes memory by the
/// square of its length.
/// </param>
internal sealed record EnginePlan(int Lanes, int Threads, int BatchSize, int EncoderRows);
