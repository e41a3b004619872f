using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Diarization.Voices;

/// <summary>
/// A speaker model with the signature of WeSpeaker's exports: <c>feats</c> [batch, frames, 80] → <c>embs</c> [batch, size].
/// Names are read from the graph, so others with one such input and output drop in.
/// </summary>
/// <remarks>Signature: https://github.com/wenet-e2e/wespeaker, wespeaker/bin/export_onnx.py and infer_onnx.py.</remarks>
internal sealed class OnnxSpeakerEmbedder : ISpeakerEmbedder
{
    public const string FileName = "model.onnx";

    /// <summary>Windows in one run: bounds memory on a long segment with a large model.</summary>
    private const int Batch = 32;

    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly FilterBank features;
    private readonly string input;
    private readonly string output;

    /// <param name="path">A folder with <c>model.onnx</c> and perhaps <c>speaker.json</c>, or an ONNX file.</param>
    /// <param name="sessions">Opens the model.</param>
    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>.</exception>
    public OnnxSpeakerEmbedder(string path, OnnxSessionFactory sessions)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        var settings = SpeakerModelSettings.Read(Path.GetDirectoryName(Path.GetFullPath(file))!);
        session = sessions.Load(file);
        try
        {
            if (session.InputMetadata.Count != 1) throw Unusable(file, $"it has {session.InputMetadata.Count} inputs, not one");
            input = session.InputMetadata.Single().Key;
            var shape = session.InputMetadata[input].Dimensions;
            if (shape.Length != 3) throw Unusable(file, $"its input '{input}' has {shape.Length} dimensions, not 3");
            output = session.OutputMetadata.FirstOrDefault(node => node.Value.Dimensions.Length == 2).Key
                ?? throw Unusable(file, "it has no output of 2 dimensions");
            features = new FilterBank(shape[2] > 0 ? shape[2] : 80);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        SameVoice = settings.SameVoice;
        Info = new ModelInfo("speaker", settings.Name ?? NameOf(file), settings.Version ?? Fingerprint(file));
    }

    public ModelInfo Info { get; }

    public double SameVoice { get; }

    public IReadOnlyList<float[]> Embed(ReadOnlySpan<float> samples, IReadOnlyList<Range> windows)
    {
        var vectors = new List<float[]>(windows.Count);
        var all = features.Compute(samples);
        var total = all.Length / features.Bins;
        var places = new List<(int First, int Frames)>(windows.Count);
        foreach (var window in windows)
        {
            var (offset, length) = window.GetOffsetAndLength(samples.Length);
            var frames = Math.Max(1, FilterBank.FramesIn(length));
            places.Add((Math.Min(offset / FilterBank.HopSamples, total - frames), frames));
        }

        foreach (var part in places.Chunk(Batch)) vectors.AddRange(Run(all, part));
        return vectors;
    }

    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }

    private IEnumerable<float[]> Run(float[] all, (int First, int Frames)[] places)
    {
        var frames = places.Max(place => place.Frames);
        var size = frames * features.Bins;
        var data = new float[places.Length * size];
        for (var i = 0; i < places.Length; i++)
            Centre(all.AsSpan(places[i].First * features.Bins, size), data.AsSpan(i * size, size));
        using var value = OrtValue.CreateTensorValueFromMemory(data, [places.Length, frames, features.Bins]);
        try
        {
            using var results = session.Run(runOptions, [input], [value], [output]);
            return Normalise(results[0].GetTensorDataAsSpan<float>(), places.Length);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ConvoIntelException(
                FailureReason.InferenceFailed, "speaker model", "ONNX Runtime failed while running it", "Try again; if it fails again, replace the model.", error);
        }
    }

    /// <summary>Takes off each band's mean over the window: what a microphone or a line adds to all frames alike.</summary>
    private void Centre(ReadOnlySpan<float> window, Span<float> centred)
    {
        var bins = features.Bins;
        var mean = new float[bins];
        for (var at = 0; at < window.Length; at += bins) TensorPrimitives.Add(mean, window.Slice(at, bins), mean);
        TensorPrimitives.Divide(mean, window.Length / bins, mean);
        for (var at = 0; at < window.Length; at += bins) TensorPrimitives.Subtract(window.Slice(at, bins), mean, centred.Slice(at, bins));
    }

    private static float[][] Normalise(ReadOnlySpan<float> vectors, int count)
    {
        var size = vectors.Length / count;
        var result = new float[count][];
        for (var i = 0; i < count; i++)
        {
            result[i] = vectors.Slice(i * size, size).ToArray();
            TensorPrimitives.Divide(result[i], Math.Max(1e-9f, TensorPrimitives.Norm<float>(result[i])), result[i]);
        }

        return result;
    }

    private static string NameOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name == "model" ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))! : name;
    }

    /// <summary>Names the weights where the folder does not: the first digits of their SHA-256.</summary>
    private static string Fingerprint(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..12];
    }

    private static ConvoIntelException Unusable(string path, string problem) => new(
        FailureReason.ModelUnusable,
        path,
        string.Create(CultureInfo.InvariantCulture, $"this is no speaker model with the signature of WeSpeaker ({problem})"),
        "Point Diarization:Voices:Model at models/speaker-starter or at an ONNX file that takes feats [batch, frames, 80].");
}
