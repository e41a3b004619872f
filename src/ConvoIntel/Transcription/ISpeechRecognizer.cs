using ConvoIntel.Conversations;
using ConvoIntel.Segmentation;

namespace ConvoIntel.Transcription;

/// <summary>Turns speech segments into words. Loaded once; safe for concurrent use.</summary>
public interface ISpeechRecognizer : IAsyncDisposable
{
    ModelInfo Info { get; }

    /// <summary>Calls of <see cref="TranscribeAsync"/> that run at the same time; more of them wait.</summary>
    int Lanes { get; }

    /// <summary>Most segments that one call of <see cref="TranscribeAsync"/> takes with profit.</summary>
    int PreferredBatchSize { get; }

    /// <summary>Whether what is spoken must be told first, and whether the text is a translation.</summary>
    LanguageMode Languages { get; }

    /// <summary>
    /// Tells what one voice speaks, from its first half minute of speech.
    /// </summary>
    /// <param name="segments">Speech of one voice, in order; what is longer than half a minute is not heard.</param>
    /// <param name="cancellationToken">Checked before the model runs.</param>
    /// <returns>Null where there is nothing to hear.</returns>
    Task<DetectedLanguage?> DetectLanguageAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken);

    /// <summary>
    /// Transcribes segments, which may come from several calls and channels, in one batch.
    /// The result has one entry for each segment, in order; text is empty where nothing was said.
    /// Segments of different languages share the batch.
    /// </summary>
    Task<IReadOnlyList<TranscribedSegment>> TranscribeAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken);
}

/// <summary>What was said in a segment.</summary>
public sealed record TranscribedSegment
{
    public required int Channel { get; init; }

    /// <summary>Seconds from the start of the recording.</summary>
    public required double Start { get; init; }

    public required double End { get; init; }

    public required string Text { get; init; }

    /// <summary>Words with times in seconds from the start of the recording.</summary>
    public required IReadOnlyList<Word> Words { get; init; }

    /// <summary>Mean log-probability a token, end token included.</summary>
    public double AverageLogProbability { get; init; }

    /// <summary>Probability of <c>&lt;|nospeech|&gt;</c> at the start of decoding.</summary>
    public double NoSpeechProbability { get; init; }

    /// <summary>UTF-8 bytes ÷ zlib-compressed bytes; high where text repeats itself.</summary>
    public double CompressionRatio { get; init; }

    /// <summary>Temperature of the attempt that was kept.</summary>
    public double Temperature { get; init; }
}
