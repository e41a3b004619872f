using ConvoIntel.Inference;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ConvoIntel.Transcription.Model;

/// <summary>The encoder's graph: features in, states out. Safe for concurrent use.</summary>
internal sealed class WhisperEncoder : IDisposable
{
    private const string InputName = "input_features";

    private readonly InferenceSession session;
    private readonly string path;
    private readonly RunOptions runOptions = new();
    private readonly TensorElementType type;
    private readonly int bins;
    private readonly string output;

    private WhisperEncoder(InferenceSession session, string path, WhisperConfig config)
    {
        this.session = session;
        this.path = path;
        if (!session.InputMetadata.TryGetValue(InputName, out var input) || input.Dimensions.Length != 3)
        {
            throw ModelFiles.Unusable(path, $"the encoder has no three-dimensional input '{InputName}' (it has {string.Join(", ", session.InputNames)})",
                "Use a Whisper model exported with Hugging Face Optimum.");
        }
        type = input.ElementDataType;
        if (!Tensors.IsReal(type))
        {
            throw ModelFiles.Unusable(path, $"'{InputName}' is of type {type}, which is not supported",
                "Use an export whose inputs and outputs are of single or half precision; the weights within may be of any.");
        }
        bins = input.Dimensions[1] > 0 ? input.Dimensions[1] : config.MelBins;
        if (bins != config.MelBins)
        {
            throw ModelFiles.Unusable(path, $"the encoder takes {bins} mel bins and the configuration says {config.MelBins}",
                "The graphs and the configuration are of different models: copy the whole folder again.");
        }
        output = session.OutputNames.Contains("last_hidden_state") ? "last_hidden_state" : session.OutputNames[0];
        FixedFrames = input.Dimensions[2] > 0 ? input.Dimensions[2] : TakesAnyLength(config.MaxFrames) ? null : config.MaxFrames;
    }

    /// <summary>Frames of every window; null where any even number up to the model's longest will do.</summary>
    public int? FixedFrames { get; }

    /// <exception cref="ConvoIntelException">The graph cannot be used.</exception>
    public static WhisperEncoder Load(ModelFiles files, WhisperConfig config, OnnxSessionFactory sessions)
    {
        var path = files.RequireGraph("encoder_model");
        var session = sessions.Load(path, heavy: true);
        try
        {
            return new WhisperEncoder(session, path, config);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Takes features of rows × mel bins × frames, row-major, and returns states of rows × half the frames × width, the caller's to dispose of.</summary>
    /// <exception cref="ConvoIntelException"><see cref="FailureReason.InferenceFailed"/>.</exception>
    public OrtValue Run(float[] features, int rows, int frames)
    {
        try
        {
            return Run(features, rows, frames, runOptions);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ConvoIntelException(FailureReason.InferenceFailed, path, $"the encoder failed ({error.Message.TrimEnd('.')})",
                "Try again; if it fails again, the model may need more memory or a smaller batch.", error);
        }
    }

    public void Dispose()
    {
        runOptions.Dispose();
        session.Dispose();
    }

    private OrtValue Run(float[] features, int rows, int frames, RunOptions options)
    {
        using var input = Tensors.FromFloats(type, features, rows, bins, frames);
        return session.Run(options, [InputName], [input], [output])[0];
    }

    /// <summary>
    /// Published exports name the last dimension as if it were free and yet add 1,500 fixed positions. Only a try tells.
    /// </summary>
    private bool TakesAnyLength(int maxFrames)
    {
        var frames = Math.Min(200, maxFrames / 4 * 2);
        using var quiet = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        try
        {
            using var states = Run(new float[bins * frames], 1, frames, quiet);
            return states.GetTensorTypeAndShape().Shape[1] == frames / 2;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }
}
