using ConvoIntel.Tests;
using ConvoIntel.Transcription;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.IntegrationTests.Transcription;

/// <summary>
/// Exports in lowered forms, and mixed ones, against the definitions of their operators computed in double precision
/// (models/training/whisper-golden, lowered.py).
/// </summary>
public class PrecisionTests
{
    // Logits here reach 16, where neighbouring halves lie 0.016 apart. Where activations are lowered to integers, one that falls between
    // two may be rounded the other way on another processor; elsewhere single precision is all that is lost.
    private const double Half = 0.02, Integers = 0.01, Single = 1e-3;

    [Theory]
    [InlineData("fp16", "fp16", Half)]
    [InlineData("int8", "int8", Integers)]
    [InlineData("quantized", "quantized", Integers)]
    [InlineData("q4", "q4", Single)]
    [InlineData("q4f16", "q4f16", Half)]
    [InlineData("fp16", "q4", Half)]
    [InlineData("quantized", "q4f16", Half)]
    public void Step_LoweredForm_GivesTheLogitsOfItsDefinition(string encoder, string decoder, double tolerance)
    {
        var (shape, expected) = GoldenFiles.Floats($"{encoder}-{decoder}.logits.bin");

        var logits = Logits(encoder, decoder, shape);

        var worst = Worst(expected, logits);
        Assert.True(worst < tolerance, $"The largest difference is {worst}.");
    }

    /// <summary>The tolerances mean something: the form itself moves the logits by far more.</summary>
    [Theory]
    [InlineData("int8", "int8", Integers)]
    [InlineData("quantized", "quantized", Integers)]
    [InlineData("q4", "q4", Single)]
    [InlineData("q4f16", "q4f16", Half)]
    public void Golden_LoweredForm_IsFarFromSinglePrecision(string encoder, string decoder, double tolerance)
    {
        var (shape, expected) = GoldenFiles.Floats($"{encoder}-{decoder}.logits.bin");
        var single = Enumerable.Range(0, shape[1]).Select(row => GoldenFiles.Floats($"plain{row}.logits.bin").Values).ToArray();

        var plain = new float[expected.Length];
        for (var step = 0; step < shape[0]; step++)
        {
            for (var row = 0; row < shape[1]; row++)
                single[row].AsSpan(step * shape[2], shape[2]).CopyTo(plain.AsSpan(((step * shape[1]) + row) * shape[2]));
        }

        Assert.True(Worst(plain, expected) > 5 * tolerance, $"They differ by {Worst(plain, expected)} only.");
    }

    [Theory]
    [InlineData("int8")]
    [InlineData("_q4f16")]
    public async Task Load_VariantByName_TakesItsGraphs(string variant)
    {
        var options = new TranscriptionOptions { ModelFolder = Path.Combine(GoldenFiles.Folder, "published"), Variant = variant };

        await using var recognizer = WhisperRecognizer.Load(options, GoldenFiles.Sessions);

        Assert.Equal("published", recognizer.Info.Name);
    }

    [Fact]
    public async Task Load_VariantsOfEncoderAndDecoder_OutweighTheCommonOne()
    {
        var folder = Path.Combine(GoldenFiles.Folder, "published");
        var mixed = new TranscriptionOptions { ModelFolder = folder, Variant = "bnb4", EncoderVariant = "fp16", DecoderVariant = "q4" };
        await using var recognizer = WhisperRecognizer.Load(mixed, GoldenFiles.Sessions);
        await using var q4 = WhisperRecognizer.Load(new TranscriptionOptions { ModelFolder = folder, Variant = "q4" }, GoldenFiles.Sessions);

        // The version is the decoder's.
        Assert.Equal(q4.Info.Version, recognizer.Info.Version);
    }

    [Fact]
    public void Load_VariantThatIsNotThere_NamesThoseThatAre()
    {
        var options = new TranscriptionOptions { ModelFolder = Path.Combine(GoldenFiles.Folder, "published"), EncoderVariant = "fp16", DecoderVariant = "bnb4" };

        var error = Assert.Throws<ConvoIntelException>(() => WhisperRecognizer.Load(options, GoldenFiles.Sessions));

        Assert.Contains("decoder_model_bnb4.onnx is missing", error.Problem, StringComparison.Ordinal);
        Assert.Contains("q4f16", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_GraphsOfTwoPrecisions_SaysThatTheCacheDoesNotFit()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenFiles.Folder, "two-graphs")))
            File.Copy(file, folder.At(Path.GetFileName(file)));
        File.Copy(Path.Combine(GoldenFiles.Folder, "published", "onnx", "decoder_model_merged_fp16.onnx"), folder.At("decoder_with_past_model.onnx"), overwrite: true);

        var error = Assert.Throws<ConvoIntelException>(
            () => WhisperRecognizer.Load(new TranscriptionOptions { ModelFolder = folder.Path }, GoldenFiles.Sessions));

        Assert.Contains("has no match", error.Problem, StringComparison.Ordinal);
    }

    private static float[] Logits(string encoder, string decoder, int[] shape)
    {
        using var model = GoldenFiles.Load("published", encoder, decoder);
        var (size, features) = GoldenFiles.Floats("features.bin");
        using var states = EncodedWindows.Whole(model.Encoder.Run(features, size[0], size[2]));
        var rows = GoldenFiles.Case("plain");
        using var state = model.Decoder.Begin(states, wantAttention: true);

        var logits = new float[shape[0] * shape[1] * shape[2]];
        var tokens = rows.SelectMany(row => row.Prompt).ToArray();
        for (var step = 0; step < shape[0]; step++)
        {
            using var output = state.Step(tokens);
            for (var row = 0; row < shape[1]; row++)
                output.CopyLogits(row, output.Positions - 1, logits.AsSpan(((step * shape[1]) + row) * shape[2], shape[2]));
            tokens = [.. rows.Select(row => (long)row.Tokens[step])];
        }
        return logits;
    }

    private static double Worst(float[] expected, float[] actual) => expected.Zip(actual, (a, b) => (double)Math.Abs(a - b)).Max();
}
