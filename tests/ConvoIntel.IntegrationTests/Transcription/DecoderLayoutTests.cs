using ConvoIntel.Transcription.Alignment;
using ConvoIntel.Transcription.Model;
using ConvoIntel.Transcription.Search;

namespace ConvoIntel.IntegrationTests.Transcription;

/// <summary>A random-weight Whisper in every layout against an independent PyTorch implementation.</summary>
public class DecoderLayoutTests
{
    private const double Tolerance = 1e-3;

    [Theory]
    [InlineData("two-graphs", "TwoGraphs")]
    [InlineData("merged", "Merged")]
    [InlineData("without-cache", "WithoutCache")]
    public void Load_Folder_TellsTheLayout(string folder, string layout)
    {
        using var model = GoldenFiles.Load(folder);

        Assert.Equal(layout, model.Decoder.Layout.ToString());
    }

    [Theory]
    [InlineData("two-graphs", null)]
    [InlineData("merged", 200)] // names its frames as if they were free, and adds a fixed number of positions
    [InlineData("without-cache", 200)]
    public void Load_Folder_TellsWhichWindowsTheEncoderTakes(string folder, int? frames)
    {
        using var model = GoldenFiles.Load(folder);

        Assert.Equal(frames, model.Encoder.FixedFrames);
    }

    [Theory]
    [InlineData("two-graphs")]
    [InlineData("merged")]
    [InlineData("without-cache")]
    public void Step_AlongTheGoldenTokens_GivesTheLogitsOfPyTorch(string folder)
    {
        using var model = GoldenFiles.Load(folder);
        var (shape, features) = GoldenFiles.Floats("features.bin");
        using var states = EncodedWindows.Whole(model.Encoder.Run(features, shape[0], shape[2]));
        var rows = GoldenFiles.Case("plain");
        var steps = rows.Min(row => row.Tokens.Length);
        using var state = model.Decoder.Begin(states, wantAttention: true);

        var worst = 0.0;
        var tokens = rows.SelectMany(row => row.Prompt).ToArray();
        for (var step = 0; step < steps; step++)
        {
            using var output = state.Step(tokens);
            for (var row = 0; row < rows.Count; row++)
            {
                var logits = new float[output.VocabularySize];
                output.CopyLogits(row, output.Positions - 1, logits);
                worst = Math.Max(worst, Difference($"plain{row}.logits.bin", step, logits));
                if (output.AttentionLayers > 0)
                    worst = Math.Max(worst, Difference($"plain{row}.attention.bin", step, LastLayerAttention(output, row)));
            }
            tokens = [.. rows.Select(row => (long)row.Tokens[step])];
        }

        Assert.True(worst < Tolerance, $"The largest difference is {worst}.");
    }

    [Theory]
    [InlineData("two-graphs", "plain")]
    [InlineData("two-graphs", "timestamps")]
    [InlineData("merged", "plain")]
    [InlineData("merged", "timestamps")]
    [InlineData("without-cache", "plain")]
    [InlineData("without-cache", "timestamps")]
    public void Run_BatchWhoseRowsRetire_FindsTheTokensOfPyTorch(string folder, string name)
    {
        using var model = GoldenFiles.Load(folder);
        var expected = GoldenFiles.Case(name);

        var found = Search(model, expected, name == "timestamps");

        Assert.All(expected.Zip(found), pair =>
        {
            Assert.Equal(pair.First.Tokens, pair.Second.Tokens);
            Assert.Equal(pair.First.AverageLogProbability, pair.Second.AverageLogProbability, 1e-3);
        });
    }

    [Theory]
    [InlineData("two-graphs")]
    [InlineData("merged")]
    public void Run_ModelWithCrossAttention_TellsWhereItLookedBeforeEachToken(string folder)
    {
        using var model = GoldenFiles.Load(folder);

        var found = Search(model, GoldenFiles.Case("plain"), timestamps: false);

        Assert.All(found, (text, row) =>
        {
            var (shape, expected) = GoldenFiles.Floats($"plain{row}.attention.bin");
            Assert.Equal(shape[0], text.Attention.Count);
            Assert.All(text.Attention.SelectMany(line => line).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
        });
    }

    private static DecodedText[] Search(WhisperModel model, IReadOnlyList<GoldenRow> expected, bool timestamps)
    {
        var (shape, features) = GoldenFiles.Floats("features.bin");
        using var states = EncodedWindows.Whole(model.Encoder.Run(features, shape[0], shape[2]));
        var rules = new TokenRules(model.Config, model.Tokenizer.Specials, timestamps);
        var search = new GreedySearch(model, rules, AlignmentHeads.Of(model.Config));
        var rows = expected
            .Select(row => new SearchRow(row.Prompt, model.Config.MaxTokens - row.Prompt.Length, shape[2] / 2, new Random(0)))
            .ToArray();
        search.Run(states, rows, temperature: 0, CancellationToken.None);
        return [.. rows.Select(row => row.ToText(0))];
    }

    private static double Difference(string file, int step, ReadOnlySpan<float> actual)
    {
        var (shape, values) = GoldenFiles.Floats(file);
        var size = shape.Skip(1).Aggregate(1, (a, b) => a * b);
        var worst = 0.0;
        for (var i = 0; i < size; i++)
            worst = Math.Max(worst, Math.Abs(values[(step * size) + i] - actual[i]));
        return worst;
    }

    private static float[] LastLayerAttention(DecoderOutput output, int row)
    {
        var layer = output.AttentionLayers - 1;
        var lines = new float[output.AttentionHeads(layer) * 100];
        for (var head = 0; head < output.AttentionHeads(layer); head++)
            output.CopyAttention(layer, row, head, lines.AsSpan(head * 100, 100));
        return lines;
    }
}
