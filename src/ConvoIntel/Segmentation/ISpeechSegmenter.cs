using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>Cuts a recording into spans of speech while it is decoded. Loaded once; safe for concurrent use.</summary>
public interface ISpeechSegmenter
{
    /// <summary>
    /// Segments of each channel in order, those of different channels in order of their ends, as soon as each is complete;
    /// memory does not grow with the call's length.
    /// </summary>
    /// <param name="blocks">The recording, in order and without gaps.</param>
    /// <param name="warnings">Receives, once all blocks are read, what was left out and why.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    IAsyncEnumerable<SpeechSegment> SegmentAsync(
        IAsyncEnumerable<AudioBlock> blocks, ICollection<string> warnings, CancellationToken cancellationToken);
}
