using System.Buffers.Binary;
using System.Text.Json;
using ConvoIntel.Decoding;
using ConvoIntel.Evaluation.Speakers;

namespace ConvoIntel.IntegrationTests.Support;

/// <summary>The sample calls as samples at 8 kHz, to be mixed and cut into other recordings, and who speaks when in them.</summary>
internal static class SampleAudio
{
    public const int Rate = 8000;

    /// <summary>Two channels, −1 to 1.</summary>
    public static float[][] Channels(string call)
    {
        var file = File.ReadAllBytes(Path.Combine(Repository.Calls, call + ".wav"));
        var data = file.AsSpan(file.AsSpan().IndexOf("data"u8) + 8);
        var channels = new float[2][];
        for (var c = 0; c < 2; c++)
        {
            channels[c] = new float[data.Length / 2];
            for (var i = 0; i < channels[c].Length; i++) channels[c][i] = G711.MuLawValues[data[(2 * i) + c]];
        }

        return channels;
    }

    /// <summary>Both channels in one.</summary>
    public static float[] Mono(string call)
    {
        var channels = Channels(call);
        return [.. channels[0].Zip(channels[1], (left, right) => left + right)];
    }

    /// <summary>The reference's utterances, speakers as they are named there.</summary>
    public static IReadOnlyList<SpeakerSpan> Truth(string call)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Samples, "reference", call + ".json")));
        return
        [
            .. reference.RootElement.GetProperty("utterances").EnumerateArray().Select(utterance => new SpeakerSpan(
                utterance.GetProperty("speaker").GetString()!, utterance.GetProperty("start").GetDouble(), utterance.GetProperty("end").GetDouble())),
        ];
    }

    /// <summary>A 16-bit mono WAV file.</summary>
    public static byte[] Wave(IReadOnlyList<float> samples)
    {
        var data = new byte[samples.Count * 2];
        for (var i = 0; i < samples.Count; i++)
            BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(2 * i), (short)Math.Clamp(samples[i] * 32767, short.MinValue, short.MaxValue));
        return Wav.File(1, Rate, 16, data);
    }
}
