using System.Text.Json;
using ConvoIntel.Inference;
using ConvoIntel.Tests;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.IntegrationTests.Transcription;

/// <summary>What models/training/whisper-golden wrote: an independent implementation's features, logits and tokens.</summary>
internal static class GoldenFiles
{
    public static string Folder { get; } = Repository.File("tests/ConvoIntel.IntegrationTests/Transcription/Golden");

    public static OnnxSessionFactory Sessions { get; } = new(2);

    /// <summary>Reads a tensor: int32 rank, int32 dimensions, float32 values.</summary>
    public static (int[] Shape, float[] Values) Floats(string name)
    {
        using var reader = new BinaryReader(File.OpenRead(Path.Combine(Folder, name)));
        var shape = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32()).ToArray();
        return (shape, [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => reader.ReadSingle())]);
    }

    public static float[] Signal(int row) => Wave(Path.Combine(Folder, $"signal{row}.wav"));

    /// <summary>Samples of a plain 16-bit WAV with a 44-byte header.</summary>
    public static float[] Wave(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan(44);
        var samples = new float[bytes.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BitConverter.ToInt16(bytes[(2 * i)..]) / 32768f;
        return samples;
    }

    /// <summary>Rows of a case: <c>plain</c> or <c>timestamps</c>.</summary>
    public static IReadOnlyList<GoldenRow> Case(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "golden.json")));
        return [.. document.RootElement.GetProperty("cases").GetProperty(name).EnumerateArray().Select(row => new GoldenRow(
            [.. row.GetProperty("prompt").EnumerateArray().Select(token => token.GetInt64())],
            [.. row.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())],
            row.GetProperty("averageLogProbability").GetDouble()))];
    }

    /// <summary>Log-probability of each language by row, after the start of the transcript.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, double>> Languages()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "golden.json")));
        return [.. document.RootElement.GetProperty("languages").EnumerateArray().Select(row =>
            row.EnumerateObject().ToDictionary(entry => entry.Name.Trim('<', '|', '>'), entry => entry.Value.GetDouble()))];
    }

    /// <summary>Probability of no speech by row, in the plain case.</summary>
    public static double[] NoSpeech()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "golden.json")));
        return [.. document.RootElement.GetProperty("noSpeech").EnumerateArray().Select(value => value.GetDouble())];
    }

    public static WhisperModel Load(string layout) => Load(layout, "", "");

    public static WhisperModel Load(string layout, string encoderVariant, string decoderVariant) =>
        WhisperModel.Load(new ModelFiles(Path.Combine(Folder, layout), encoderVariant, decoderVariant), Sessions);
}

/// <summary>What greedy search must find in one row.</summary>
internal sealed record GoldenRow(long[] Prompt, int[] Tokens, double AverageLogProbability);
