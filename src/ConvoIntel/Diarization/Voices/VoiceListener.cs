using ConvoIntel.Decoding;
using ConvoIntel.Segmentation;

namespace ConvoIntel.Diarization.Voices;

/// <summary>Embeds overlapping windows of each segment; clusters them when the recording is over.</summary>
internal sealed class VoiceListener(ISpeakerEmbedder embedder, VoiceOptions options) : IVoiceListener
{
    /// <summary>Shorter speech, in samples, tells nothing of a voice: 0.1 s.</summary>
    private const int Shortest = AudioDescription.SampleRate / 10;

    private readonly int window = (int)(options.Window.TotalSeconds * AudioDescription.SampleRate);
    private readonly int hop = (int)(options.Hop.TotalSeconds * AudioDescription.SampleRate);
    private readonly List<HeardSpeech> heard = [];

    public void Hear(SpeechSegment segment)
    {
        var samples = segment.Samples;
        var places = Places(samples.Length);
        var vectors = places.Count == 0 ? [] : embedder.Embed(samples, places);
        var windows = places.Zip(vectors, (place, vector) => new VoiceWindow(At(place.Start), At(place.End), vector)).ToList();
        heard.Add(new HeardSpeech(segment.Start, segment.End, windows, HeardSpeech.LevelsOf(samples)));

        double At(Index index) => segment.Start + ((double)index.Value / AudioDescription.SampleRate);
    }

    public VoiceTurns TellApart(int? mostSpeakers)
    {
        var windows = heard.SelectMany(speech => speech.Windows).ToList();
        var most = Math.Min(options.MaximumSpeakers, mostSpeakers ?? int.MaxValue);
        var voices = VoiceClusters.Find(windows, options.SameVoice ?? embedder.SameVoice, most, options);
        return VoicePath.Through(heard, voices, options);
    }

    /// <summary>One window where the segment is hardly longer; else windows a hop apart, the last one flush with the end.</summary>
    private List<Range> Places(int length)
    {
        if (length < Shortest) return [];
        if (length <= window + (hop / 2)) return [0..length];
        var places = new List<Range>();
        for (var start = 0; start + window < length; start += hop) places.Add(start..(start + window));
        places.Add((length - window)..length);
        return places;
    }
}
