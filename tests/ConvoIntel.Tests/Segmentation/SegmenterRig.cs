using ConvoIntel.Conversations;
using ConvoIntel.Decoding;
using ConvoIntel.Segmentation;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Tests.Segmentation;

/// <summary>A segmenter over a model whose probability is the frame's loudest sample: tests write speech as samples of 1.</summary>
internal static class SegmenterRig
{
    public const int Rate = AudioDescription.SampleRate;

    public static float[] Silence(double seconds) => new float[(int)(seconds * Rate)];

    public static float[] Speech(double seconds, float probability = 1)
    {
        var samples = Silence(seconds);
        // Alternating signs, as sound has no mean.
        for (var i = 0; i < samples.Length; i++) samples[i] = i % 2 == 0 ? probability : -probability;
        return samples;
    }

    public static async Task<List<SpeechSegment>> SegmentAsync(
        float[][] channels, SegmentationOptions? options = null, ICollection<string>? warnings = null, int blockSamples = 7_777)
    {
        var segmenter = new SpeechSegmenter(new LoudnessModel(), Options.Create(options ?? new SegmentationOptions()));
        var segments = new List<SpeechSegment>();
        await foreach (var segment in segmenter.SegmentAsync(Blocks(channels, blockSamples), warnings ?? [], CancellationToken.None))
            segments.Add(segment);
        return segments;
    }

    private static async IAsyncEnumerable<AudioBlock> Blocks(float[][] channels, int blockSamples)
    {
        for (var at = 0; at < channels[0].Length; at += blockSamples)
        {
            await Task.Yield();
            var end = Math.Min(channels[0].Length, at + blockSamples);
            yield return new AudioBlock(at, [.. channels.Select(channel => channel[at..end])]);
        }
    }

    private sealed class LoudnessModel : IVoiceActivityModel
    {
        public ModelInfo Info { get; } = new("vad", "loudness", "1");

        public int FrameSamples => 512;

        public IVoiceActivityDetector CreateDetector(int channels) => new Detector(channels);

        public void Dispose()
        {
        }

        private sealed class Detector(int channels) : IVoiceActivityDetector
        {
            public void Process(ReadOnlySpan<float> frames, Span<float> probabilities)
            {
                for (var i = 0; i < channels; i++)
                {
                    var peak = 0f;
                    foreach (var sample in frames.Slice(i * 512, 512)) peak = Math.Max(peak, Math.Abs(sample));
                    probabilities[i] = Math.Min(1, peak);
                }
            }

            public void Dispose()
            {
            }
        }
    }
}
