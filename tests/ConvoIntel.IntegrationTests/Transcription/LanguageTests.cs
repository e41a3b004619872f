using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Segmentation;
using ConvoIntel.Tests;
using ConvoIntel.Transcription;
using ConvoIntel.Transcription.Languages;
using ConvoIntel.Transcription.Model;
using Microsoft.Extensions.Logging;
using Repository = ConvoIntel.Tests.Repository;

namespace ConvoIntel.IntegrationTests.Transcription;

/// <summary>What is spoken, prompts and translation, against an independent PyTorch implementation.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("two-graphs")]
    [InlineData("merged")]
    [InlineData("without-cache")]
    public void Score_Windows_GivesTheProbabilitiesOfPyTorch(string layout)
    {
        using var model = GoldenFiles.Load(layout);
        var (shape, features) = GoldenFiles.Floats("features.bin");
        using var states = EncodedWindows.Whole(model.Encoder.Run(features, shape[0], shape[2]));
        var expected = GoldenFiles.Languages();

        var scores = new LanguageDetector(model).Score(states);

        var codes = model.Languages.Keys.ToArray();
        Assert.Equal(["de", "en", "es", "fr", "zh"], codes.Order());
        for (var row = 0; row < expected.Count; row++)
            Assert.All(codes, (code, i) => Assert.Equal(expected[row][code], scores[row][i], 1e-3));
    }

    [Fact]
    public async Task DetectLanguageAsync_EachSignal_HearsTheLanguageOfPyTorch()
    {
        await using var recognizer = Golden(new() { Language = "auto" });

        for (var row = 0; row < 3; row++)
        {
            var expected = GoldenFiles.Languages()[row].MaxBy(entry => entry.Value);
            var told = await recognizer.DetectLanguageAsync([Segment(Window(row))], default);

            Assert.Equal(expected.Key, told!.Code);
            Assert.Equal(Math.Exp(expected.Value), told.Probability, 1e-3);
        }
    }

    [Fact]
    public async Task DetectLanguageAsync_SeveralWindows_TakesTheMeanOfTheirLogProbabilities()
    {
        await using var recognizer = Golden(new() { Language = "auto" });
        var rows = GoldenFiles.Languages();
        var means = rows[0].Keys.ToDictionary(code => code, code => (rows[0][code] + rows[1][code]) / 2);
        var best = means.Values.Max();

        // Both windows are as long as the model's longest, so the speech is cut between them.
        var told = await recognizer.DetectLanguageAsync([Segment(Window(0)), Segment(new float[32000]), Segment(Window(1))], default);

        // Two languages tie here: either will do.
        Assert.Equal(best, means[told!.Code], 1e-3);
        Assert.Equal(Math.Exp(best) / means.Values.Sum(Math.Exp), told.Probability, 1e-3);
    }

    [Fact]
    public async Task DetectLanguageAsync_NothingToHear_GivesNothing()
    {
        await using var recognizer = Golden(new() { Language = "auto" });

        Assert.Null(await recognizer.DetectLanguageAsync([], default));
        Assert.Null(await recognizer.DetectLanguageAsync([Segment(new float[32000]), Segment([0.5f])], default));
    }

    [Theory]
    [InlineData(TranscriptionTask.Transcribe, "german")]
    [InlineData(TranscriptionTask.Translate, "translated")]
    public async Task TranscribeAsync_LanguageAndTask_WritesTheTextOfPyTorch(TranscriptionTask task, string name)
    {
        await using var recognizer = Golden(new() { Language = "de", Task = task });

        var heard = await recognizer.TranscribeAsync([Segment(Window(0)), Segment(Window(1))], default);

        AssertTexts([.. GoldenFiles.Case(name).Take(2)], heard);
    }

    [Fact]
    public async Task TranscribeAsync_RowsOfTwoLanguages_EachFollowsItsOwnPromptInOneBatch()
    {
        await using var recognizer = Golden(new() { Language = "auto" });
        var (english, german) = (GoldenFiles.Case("plain"), GoldenFiles.Case("german"));

        var heard = await recognizer.TranscribeAsync(
            [Segment(Window(0), "en"), Segment(Window(1), "de"), Segment(Window(0), "de"), Segment(Window(1), "en")], default);

        AssertTexts([english[0], german[1], german[0], english[1]], heard);
    }

    [Fact]
    public async Task TranscribeAsync_AutoWithoutALanguage_IsRefused()
    {
        await using var recognizer = Golden(new() { Language = "auto" });

        await Assert.ThrowsAsync<ArgumentException>(() => recognizer.TranscribeAsync([Segment(Window(0))], default));
    }

    [Fact]
    public void Load_LanguageUnknownToTheModel_ListsThoseThatItKnows()
    {
        var error = Assert.Throws<ConvoIntelException>(() => Golden(new() { Language = "sv" }));

        Assert.Contains("'sv'", error.Problem, StringComparison.Ordinal);
        Assert.Contains("de, en, es, fr, zh", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TranslationByAModelOfEnglishOnly_IsRefused()
    {
        var error = Assert.Throws<ConvoIntelException>(() => Starter(new() { Task = TranscriptionTask.Translate }, null));

        Assert.Contains("English only", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TranslationWithoutItsToken_IsRefused()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenFiles.Folder, "two-graphs")))
            folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        foreach (var name in new[] { "added_tokens.json", "generation_config.json" })
            folder.Write(name, File.ReadAllText(folder.At(name)).Replace("translate", "transmute", StringComparison.Ordinal));

        var error = Assert.Throws<ConvoIntelException>(() => WhisperRecognizer.Load(
            new() { ModelFolder = folder.Path, Task = TranscriptionTask.Translate }, GoldenFiles.Sessions));

        Assert.Contains("<|translate|>", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", 0)]
    [InlineData("de", 1)]
    [InlineData("auto", 1)]
    public async Task Load_LanguageForAModelOfEnglishOnly_IsIgnoredWithOneLineIfItIsAnother(string language, int lines)
    {
        var log = new LogLines();

        await using var recognizer = Starter(new() { Language = language }, log);

        Assert.Equal(LanguageMode.English, recognizer.Languages);
        Assert.Equal(lines, log.Count(LogLevel.Warning, "English only"));
    }

    [Fact]
    public void Of_ModelWithoutAListOfLanguages_FindsThemInTheVocabulary()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenFiles.Folder, "two-graphs")))
            folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        folder.Write("generation_config.json", """{ "is_multilingual": true, "no_timestamps_token_id": 281 }""");
        using var listed = GoldenFiles.Load("two-graphs");

        using var found = ConvoIntel.Transcription.Model.WhisperModel.Load(new(folder.Path, ""), GoldenFiles.Sessions);

        Assert.Equal(listed.Languages.OrderBy(entry => entry.Key), found.Languages.OrderBy(entry => entry.Key));
    }

    private static void AssertTexts(IReadOnlyList<GoldenRow> expected, IReadOnlyList<TranscribedSegment> heard)
    {
        using var model = GoldenFiles.Load("merged");
        Assert.All(expected.Zip(heard), pair =>
        {
            Assert.Equal(model.Tokenizer.Decode(pair.First.Tokens).Trim(), pair.Second.Text);
            // The texts of two prompts differ by 0.004 or more in this.
            Assert.Equal(pair.First.AverageLogProbability, pair.Second.AverageLogProbability, 5e-4);
        });
    }

    private static WhisperRecognizer Golden(TranscriptionOptions options)
    {
        options.ModelFolder = Path.Combine(GoldenFiles.Folder, "merged");
        options.Temperatures = [0];
        return WhisperRecognizer.Load(options, GoldenFiles.Sessions);
    }

    private static WhisperRecognizer Starter(TranscriptionOptions options, ILogger? log)
    {
        options.ModelFolder = Repository.File("models/whisper-starter");
        return WhisperRecognizer.Load(options, GoldenFiles.Sessions, log);
    }

    private static float[] Window(int row) => [.. GoldenFiles.Signal(row), .. new float[32000 - GoldenFiles.Signal(row).Length]];

    private static SpeechSegment Segment(float[] samples, string? language = null) =>
        new() { Channel = 0, Start = 0, Samples = samples, Language = language };
}
