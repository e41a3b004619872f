using ConvoIntel.Conversations;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Segmentation;

namespace ConvoIntel.Tests.Diarization.Voices;

/// <summary>
/// Voices made of numbers: a sample's whole part says who speaks, 1 to 8. Each voice is an axis, and a window holding several is between
/// them; a little of an axis that turns with time makes no two windows alike.
/// </summary>
internal sealed class NumberedVoices : ISpeakerEmbedder
{
    private const int Axes = 40;

    public ModelInfo Info { get; } = new("speaker", "numbered", "1");

    public double SameVoice => 0.55;

    /// <summary>A segment of speech, each part by one voice.</summary>
    public static SpeechSegment Speech(double start, params (int Voice, double Seconds)[] parts) => new()
    {
        Channel = 0,
        Start = start,
        Samples = [.. parts.SelectMany(part => Enumerable.Repeat(part.Voice, (int)(part.Seconds * 16000))).Select(voice => voice / 10f)],
    };

    public IReadOnlyList<float[]> Embed(ReadOnlySpan<float> samples, IReadOnlyList<Range> windows)
    {
        var vectors = new List<float[]>();
        foreach (var window in windows)
        {
            var (offset, length) = window.GetOffsetAndLength(samples.Length);
            var vector = new float[Axes];
            for (var i = 0; i < length; i += 80) vector[(int)Math.Round(samples[offset + i] * 10)] += 80f / length;
            var strength = MathF.Sqrt(vector.Sum(x => x * x));
            vector[10 + (((offset / 1600) + length) % (Axes - 10))] += 0.6f * strength;
            var norm = MathF.Sqrt(vector.Sum(x => x * x));
            vectors.Add([.. vector.Select(x => x / norm)]);
        }

        return vectors;
    }

    public void Dispose()
    {
    }

    public static VoiceTurns TellApart(int? most, VoiceOptions options, params SpeechSegment[] segments)
    {
        var listener = new VoiceListener(new NumberedVoices(), options);
        foreach (var segment in segments) listener.Hear(segment);
        return listener.TellApart(most);
    }
}
