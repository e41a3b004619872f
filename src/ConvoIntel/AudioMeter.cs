using System.Runtime.CompilerServices;
using ConvoIntel.Decoding;

namespace ConvoIntel;

/// <summary>Passes a recording's blocks on and counts them, for the call's duration and for progress.</summary>
internal sealed class AudioMeter(IAudioStream audio, string path, IProgress<PipelineProgress>? progress)
{
    private long samples;

    /// <summary>Seconds of audio read so far.</summary>
    public double Seconds => (double)samples / AudioDescription.SampleRate;

    public async IAsyncEnumerable<AudioBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var block in audio.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            samples = block.Start + (block.Channels.Length == 0 ? 0 : block.Channels[0].Length);
            progress?.Report(new PipelineProgress(path, PipelineStage.Segmentation, Fraction(), Seconds));
            yield return block;
        }
    }

    private double? Fraction() =>
        audio.Description.Duration is { TotalSeconds: > 0 } whole ? Math.Min(1, Seconds / whole.TotalSeconds) : null;
}
