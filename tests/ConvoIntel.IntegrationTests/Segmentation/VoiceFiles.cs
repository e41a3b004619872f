using System.Text.Json;
using ConvoIntel.Decoding;
using ConvoIntel.Inference;
using ConvoIntel.Segmentation;
using ConvoIntel.Tests;
using Microsoft.Extensions.Options;

namespace ConvoIntel.IntegrationTests.Segmentation;

/// <summary>The starter model, and the sample calls with the truth of who speaks when.</summary>
internal static class VoiceFiles
{
    public static SileroVoiceActivityModel OpenStarter() =>
        new(Repository.File("models/vad-starter/model.onnx"), new OnnxSessionFactory(1));

    public static async Task<float[][]> ReadAsync(string call)
    {
        var path = Repository.File($"samples/calls/{call}.wav");
        await using var audio = await new AudioDecoder(Options.Create(new DecodingOptions())).OpenAsync(path, CancellationToken.None);
        var channels = Enumerable.Range(0, audio.Description.Channels).Select(_ => new List<float>()).ToArray();
        await foreach (var block in audio.ReadAsync(CancellationToken.None))
        {
            for (var i = 0; i < channels.Length; i++) channels[i].AddRange(block.Channels[i]);
        }

        return [.. channels.Select(channel => channel.ToArray())];
    }

    /// <summary>What each speaker said, in seconds.</summary>
    public static ILookup<string, (double Start, double End)> Truth(string call)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.File($"samples/reference/{call}.json")));
        return json.RootElement.GetProperty("utterances").EnumerateArray()
            .Select(u => (Speaker: u.GetProperty("speaker").GetString()!, Start: u.GetProperty("start").GetDouble(), End: u.GetProperty("end").GetDouble()))
            .ToLookup(u => u.Speaker, u => (u.Start, u.End));
    }

    public static async Task<List<SpeechSegment>> SegmentAsync(float[][] channels)
    {
        using var model = OpenStarter();
        var segmenter = new SpeechSegmenter(model, Options.Create(new SegmentationOptions()));
        var segments = new List<SpeechSegment>();
        await foreach (var segment in segmenter.SegmentAsync(Blocks(channels), [], CancellationToken.None)) segments.Add(segment);
        return segments;
    }

    private static async IAsyncEnumerable<AudioBlock> Blocks(float[][] channels)
    {
        for (var at = 0; at < channels[0].Length; at += AudioDescription.SampleRate)
        {
            await Task.Yield();
            var end = Math.Min(channels[0].Length, at + AudioDescription.SampleRate);
            yield return new AudioBlock(at, [.. channels.Select(channel => channel[at..end])]);
        }
    }
}
