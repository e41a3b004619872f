using System.Runtime.CompilerServices;
using ConvoIntel.Decoding;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Segmentation;

/// <summary>Runs the voice activity model over the channels of a recording and cuts out the speech.</summary>
internal sealed class SpeechSegmenter(IVoiceActivityModel model, IOptions<SegmentationOptions> options) : ISpeechSegmenter
{
    private readonly SegmentationOptions options = options.Value;

    public async IAsyncEnumerable<SpeechSegment> SegmentAsync(
        IAsyncEnumerable<AudioBlock> blocks,
        ICollection<string> warnings,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SegmentationRun? run = null;
        try
        {
            await foreach (var block in blocks.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                run ??= new SegmentationRun(model, options, block.Channels.Length);
                foreach (var segment in run.Take(block)) yield return segment;
            }

            foreach (var segment in run?.Finish() ?? []) yield return segment;
            foreach (var warning in run?.Warnings ?? []) warnings.Add(warning);
        }
        finally
        {
            run?.Dispose();
        }
    }
}
