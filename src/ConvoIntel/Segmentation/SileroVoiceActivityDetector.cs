using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Segmentation;

/// <summary>The channels of one call in one batch; buffers are bound once, and a step allocates nothing.</summary>
internal sealed class SileroVoiceActivityDetector : IVoiceActivityDetector
{
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly int channels;
    private readonly int step;
    private readonly int context;
    private readonly float[] window;
    private readonly float[] output;
    private readonly OrtValue[] tensors;
    private OrtIoBinding binding;
    private OrtIoBinding nextBinding;

    public SileroVoiceActivityDetector(InferenceSession session, int channels, int step, int context, int layers, int hidden)
    {
        this.session = session;
        this.channels = channels;
        this.step = step;
        this.context = context;
        window = new float[channels * (context + step)];
        output = new float[channels];
        long[] stateShape = [layers, channels, hidden];
        var windowTensor = OrtValue.CreateTensorValueFromMemory(window, [channels, context + step]);
        var rate = OrtValue.CreateTensorValueFromMemory(new long[] { Decoding.AudioDescription.SampleRate }, []);
        var outputTensor = OrtValue.CreateTensorValueFromMemory(output, [channels, 1]);
        var even = OrtValue.CreateTensorValueFromMemory(new float[layers * channels * hidden], stateShape);
        var odd = OrtValue.CreateTensorValueFromMemory(new float[layers * channels * hidden], stateShape);
        tensors = [windowTensor, rate, outputTensor, even, odd];
        // The state that a step writes is the one that the next step reads.
        binding = Bind(even, odd);
        nextBinding = Bind(odd, even);

        OrtIoBinding Bind(OrtValue state, OrtValue nextState)
        {
            var bound = session.CreateIoBinding();
            bound.BindInput("input", windowTensor);
            bound.BindInput("state", state);
            bound.BindInput("sr", rate);
            bound.BindOutput("output", outputTensor);
            bound.BindOutput("stateN", nextState);
            return bound;
        }
    }

    public void Process(ReadOnlySpan<float> frames, Span<float> probabilities)
    {
        var width = context + step;
        for (var i = 0; i < channels; i++)
        {
            var row = window.AsSpan(i * width, width);
            row[step..].CopyTo(row);
            frames.Slice(i * step, step).CopyTo(row[context..]);
        }

        try
        {
            session.RunWithBinding(runOptions, binding);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ConvoIntelException(
                FailureReason.InferenceFailed, "voice activity model", "ONNX Runtime failed while running it", "Try again; if it fails again, replace the model.", error);
        }

        (binding, nextBinding) = (nextBinding, binding);
        output.CopyTo(probabilities);
    }

    public void Dispose()
    {
        binding.Dispose();
        nextBinding.Dispose();
        foreach (var tensor in tensors) tensor.Dispose();
        runOptions.Dispose();
    }
}
