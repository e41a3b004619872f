using ConvoIntel.Inference;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ConvoIntel.Transcription.Model;

/// <summary>One decoder graph, and which of its inputs and outputs is what, read from their names.</summary>
internal sealed class DecoderGraph : IDisposable
{
    public const string PastPrefix = "past_key_values.";
    public const string PresentPrefix = "present.";
    /// <summary>Input that tells the windows of a batch from what fills it up; most exports of Whisper have none.</summary>
    public const string Mask = "encoder_attention_mask";
    private const string AttentionPrefix = "cross_attentions.";

    private const string Reexport = "Export the model with Hugging Face Optimum, task automatic-speech-recognition-with-past.";

    // What each input may be of; a past_key_values is real, too.
    private static readonly Dictionary<string, Func<TensorElementType, bool>> KnownInputs = new(StringComparer.Ordinal)
    {
        ["input_ids"] = Tensors.IsInteger,
        ["decoder_input_ids"] = Tensors.IsInteger,
        ["encoder_hidden_states"] = Tensors.IsReal,
        [Mask] = Tensors.IsInteger,
        ["use_cache_branch"] = type => type == TensorElementType.Bool || Tensors.IsReal(type) || Tensors.IsInteger(type),
        ["cache_position"] = Tensors.IsInteger,
    };

    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();

    private DecoderGraph(InferenceSession session, string path)
    {
        this.session = session;
        Path = path;
        Inputs = [.. session.InputNames];
        var strangers = Inputs.Where(name => !name.StartsWith(PastPrefix, StringComparison.Ordinal) && !KnownInputs.ContainsKey(name)).ToArray();
        if (strangers.Length > 0)
        {
            throw ModelFiles.Unusable(path, $"the decoder wants inputs of a layout that is not supported ({string.Join(", ", strangers)})",
                Reexport);
        }
        if (!session.OutputNames.Contains("logits"))
        {
            throw ModelFiles.Unusable(path, $"the decoder has no output 'logits' (it has {string.Join(", ", session.OutputNames)})",
                "Use a Whisper model exported with Hugging Face Optimum.");
        }
        CheckTypes();
        Presents = [.. session.OutputNames.Where(name => name.StartsWith(PresentPrefix, StringComparison.Ordinal))];
        Attentions = [.. session.OutputNames
            .Where(name => name.StartsWith(AttentionPrefix, StringComparison.Ordinal))
            .OrderBy(name => int.Parse(name.AsSpan(AttentionPrefix.Length), System.Globalization.CultureInfo.InvariantCulture))];
    }

    public string Path { get; }

    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Names of the caches that come out.</summary>
    public IReadOnlyList<string> Presents { get; }

    /// <summary>Names of the cross-attention outputs by layer; empty where they were not exported.</summary>
    public IReadOnlyList<string> Attentions { get; }

    public bool HasCacheSwitch => Inputs.Contains("use_cache_branch");

    public bool TakesPast => Inputs.Any(name => name.StartsWith(PastPrefix, StringComparison.Ordinal));

    public static DecoderGraph Load(string path, OnnxSessionFactory sessions)
    {
        var session = sessions.Load(path, heavy: true);
        try
        {
            return new DecoderGraph(session, path);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Element type and shape of an input; a free dimension is −1.</summary>
    public (TensorElementType Type, int[] Dimensions) Describe(string input)
    {
        var metadata = session.InputMetadata[input];
        return (metadata.ElementDataType, metadata.Dimensions);
    }

    public TensorElementType TypeOfOutput(string output) => session.OutputMetadata[output].ElementDataType;

    /// <summary>Runs the graph; <paramref name="inputs"/> lie in the order of <see cref="Inputs"/>.</summary>
    public IReadOnlyList<OrtValue> Run(IReadOnlyCollection<OrtValue> inputs, IReadOnlyCollection<string> outputs)
    {
        try
        {
            return session.Run(runOptions, Inputs, inputs, outputs);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ConvoIntelException(FailureReason.InferenceFailed, Path, $"the decoder failed ({error.Message.TrimEnd('.')})",
                "Try again; if it fails again, the model may need more memory or a smaller batch.", error);
        }
    }

    private void CheckTypes()
    {
        var wrong = Inputs.FirstOrDefault(name => !KnownInputs.GetValueOrDefault(name, Tensors.IsReal)(Describe(name).Type));
        var type = wrong is not null ? Describe(wrong).Type : TypeOfOutput("logits");
        if (wrong is null && Tensors.IsReal(type))
            return;
        throw ModelFiles.Unusable(Path, $"'{wrong ?? "logits"}' is of type {type}, which is not supported",
            "Use an export whose inputs and outputs are of single or half precision; the weights within may be of any.");
    }

    public void Dispose()
    {
        runOptions.Dispose();
        session.Dispose();
    }
}
