using System.Runtime.CompilerServices;
using ConvoIntel.Decoding;

namespace ConvoIntel.Segmentation;

/// <summary>The speech of one recording, segment after segment as it is read. Memory does not grow with the recording's length.</summary>
public sealed class SegmentStream
{
    private readonly IAudioStream _audio;
    private readonly IVoiceActivityModel _model;
    private readonly SegmentationOptions _options;
    private ChannelSegmenter[] _channels = [];

    internal SegmentStream(IAudioStream audio, IVoiceActivityModel model, SegmentationOptions options) =>
        (_audio, _model, _options) = (audio, model, options);

    /// <summary>Length of the audio read so far; the recording's once all segments are read.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>What was left out, and why; complete once all segments are read.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. _channels.Select(channel => channel.Crosstalk.Describe()).OfType<string>()];

    /// <summary>Segments of each channel in order; those of different channels in order of their ends. Read once.</summary>
    public async IAsyncEnumerable<SpeechSegment> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = _audio.Description.Channels;
        _channels = [.. Enumerable.Range(0, count).Select(i => new ChannelSegmenter(i, _options, _model.FrameSamples))];
        using var detector = _model.CreateDetector(count);
        var frames = new FrameBuffer(count, _model.FrameSamples);
        var probabilities = new float[count];
        var found = new List<SpeechSegment>();

        await foreach (var block in _audio.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var read = 0;
            while (frames.Fill(block.Channels, ref read))
                Step();
            foreach (var segment in found)
                yield return segment;
            found.Clear();
        }

        if (frames.FillWithSilence())
            Step();
        Duration = TimeSpan.FromSeconds((double)frames.SamplesTaken / AudioDescription.SampleRate);
        foreach (var channel in _channels)
            channel.Finish(frames.SamplesTaken, _channels, found);
        foreach (var segment in found)
            yield return segment;

        void Step()
        {
            cancellationToken.ThrowIfCancellationRequested();
            detector.Process(frames.All, probabilities);
            // All channels hear the frame before any of them closes a segment: crosstalk is judged against the others.
            for (var i = 0; i < count; i++)
                _channels[i].Hear(frames.Channel(i));
            for (var i = 0; i < count; i++)
                _channels[i].Advance(probabilities[i], frames.Channel(i), _channels, found);
            frames.Clear();
            Duration = TimeSpan.FromSeconds((double)frames.SamplesTaken / AudioDescription.SampleRate);
        }
    }
}
