using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>Cuts a recording into spans of speech while it is decoded.</summary>
public interface ISpeechSegmenter
{
    /// <summary>Segments in order of their end, channel by channel, as soon as each is complete; memory does not grow with the call's length.</summary>
    IAsyncEnumerable<SpeechSegment> SegmentAsync(IAsyncEnumerable<AudioBlock> blocks, CancellationToken cancellationToken);
}
