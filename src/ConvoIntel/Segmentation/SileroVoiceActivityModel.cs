using System.Globalization;
using System.Security.Cryptography;
using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Segmentation;

/// <summary>
/// A voice activity model with the signature of Silero VAD v5 and v6: <c>input</c> [batch, context + 512], <c>state</c>
/// [2, batch, hidden], <c>sr</c> → <c>output</c> [batch, 1], <c>stateN</c>. The starter model has it too; any other file drops in.
/// </summary>
/// <remarks>Signature: https://github.com/snakers4/silero-vad, src/silero_vad/utils_vad.py (OnnxWrapper).</remarks>
internal sealed class SileroVoiceActivityModel : IVoiceActivityModel
{
    /// <summary>New samples a step at 16 kHz; the published models know no other number.</summary>
    private const int StepSamples = 512;

    /// <summary>Samples of the step before that go in front, unless the file's input has a fixed width that says otherwise.</summary>
    private const int DefaultContext = 64;

    private const int DefaultHidden = 128;

    private readonly InferenceSession session;
    private readonly int context;
    private readonly int layers;
    private readonly int hidden;

    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>.</exception>
    public SileroVoiceActivityModel(string path, OnnxSessionFactory sessions)
    {
        session = sessions.Load(path);
        try
        {
            var input = Shape(path, "input", 2);
            var state = Shape(path, "state", 3);
            if (!session.InputMetadata.ContainsKey("sr") || !session.OutputMetadata.ContainsKey("output") || !session.OutputMetadata.ContainsKey("stateN"))
                throw Unusable(path, "sr, output or stateN is missing");
            context = input[1] > 0 ? input[1] - StepSamples : DefaultContext;
            if (context is < 0 or > StepSamples) throw Unusable(path, $"its input takes {input[1]} samples");
            layers = state[0] > 0 ? state[0] : 2;
            hidden = state[2] > 0 ? state[2] : DefaultHidden;
            Info = new ModelInfo("vad", Property("name") ?? Path.GetFileNameWithoutExtension(path), Property("version") ?? Fingerprint(path));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public ModelInfo Info { get; }

    public int FrameSamples => StepSamples;

    public IVoiceActivityDetector CreateDetector(int channels) =>
        new SileroVoiceActivityDetector(session, channels, StepSamples, context, layers, hidden);

    public void Dispose() => session.Dispose();

    private int[] Shape(string path, string name, int rank) =>
        session.InputMetadata.TryGetValue(name, out var node) && node.Dimensions.Length == rank
            ? node.Dimensions
            : throw Unusable(path, $"it has no input '{name}' of {rank.ToString(CultureInfo.InvariantCulture)} dimensions");

    private string? Property(string key) =>
        session.ModelMetadata.CustomMetadataMap.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>Names the weights where the file does not: the first digits of its SHA-256.</summary>
    private static string Fingerprint(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file))[..12];
    }

    private static ConvoIntelException Unusable(string path, string problem) => new(
        FailureReason.ModelUnusable,
        path,
        $"this is no voice activity model with the signature of Silero v5 ({problem})",
        "Point Segmentation:ModelPath at models/vad-starter/model.onnx or at silero_vad.onnx of version 5 or 6.");
}
