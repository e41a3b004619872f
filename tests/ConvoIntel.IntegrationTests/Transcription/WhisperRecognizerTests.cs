using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ConvoIntel.Conversations;
using ConvoIntel.Segmentation;
using ConvoIntel.Tests;
using ConvoIntel.Transcription;

namespace ConvoIntel.IntegrationTests.Transcription;

public sealed class WhisperRecognizerTests
{
    private static readonly (string File, string Text)[] Sentences =
    [
        ("thank-you", "thank you for your time today"),
        ("price", "the price is too high for us"),
        ("proposal", "can you send me the proposal by end of day"),
    ];

    [Fact]
    public async Task TranscribeAsync_SpeechOfSeveralCalls_HearsMostWordsInOrder()
    {
        await using var recognizer = Starter();

        var heard = await recognizer.TranscribeAsync([.. Sentences.Select((s, i) => Segment(Speech(s.File), channel: i % 2, start: 10 * i))], default);

        Assert.All(heard.Zip(Sentences), pair =>
        {
            var expected = pair.Second.Text.Split(' ');
            Assert.True(expected.Intersect(Plain(pair.First.Text).Split(' ')).Count() * 2 > expected.Distinct().Count(),
                $"Of '{pair.Second.Text}' it heard '{pair.First.Text}'.");
        });
        Assert.Equal([0, 1, 0], heard.Select(segment => segment.Channel));
        Assert.Equal([0.0, 10, 20], heard.Select(segment => segment.Start));
    }

    [Fact]
    public async Task TranscribeAsync_Speech_PlacesItsWordsWithinTheSegmentAndInOrder()
    {
        await using var recognizer = Starter();

        var heard = await recognizer.TranscribeAsync([Segment(Speech("proposal"), start: 100)], default);

        var words = heard[0].Words;
        Assert.Equal(heard[0].Text, string.Join(' ', words.Select(word => word.Text)));
        Assert.All(words, word => Assert.Equal(WordTiming.Aligned, word.Timing));
        Assert.All(words, word => Assert.InRange(word.Start, 100, heard[0].End));
        Assert.All(words, word => Assert.InRange(word.End, word.Start, heard[0].End));
        Assert.Equal(words.Select(word => word.Start).Order(), words.Select(word => word.Start));
    }

    [Fact]
    public async Task TranscribeAsync_SentencesWithAPause_TimesEachWordOnItsSideOfThePause()
    {
        await using var recognizer = Starter();
        var first = Speech("thank-you");
        var second = Speech("price");
        var pause = new float[8000];

        var heard = await recognizer.TranscribeAsync([Segment([.. first, .. pause, .. second])], default);

        var end = first.Length / 16000.0;
        var thanks = Assert.Single(heard[0].Words, word => Plain(word.Text) == "today");
        var price = Assert.Single(heard[0].Words, word => Plain(word.Text) == "price");
        Assert.True(thanks.Start < end, $"'today' starts at {thanks.Start}, and the sentence ends at {end}.");
        Assert.True(price.End > end + 0.5, $"'price' ends at {price.End}, before the second sentence begins at {end + 0.5}.");
    }

    [Fact]
    public async Task TranscribeAsync_WindowsOfManyLengthsInOneBatch_GivesEachTheTextItHasAlone()
    {
        await using var recognizer = WhisperRecognizer.Load(
            new TranscriptionOptions { ModelFolder = Repository.File("models/whisper-starter"), Lanes = 1, MaxBatchSize = 16 }, GoldenFiles.Sessions);
        float[][] speech =
        [
            Speech("thank-you"), Speech("price"), Speech("proposal"), [.. Speech("price"), .. new float[6000], .. Speech("proposal")],
            [.. Speech("thank-you"), .. new float[4000], .. Speech("price"), .. new float[6000], .. Speech("proposal")],
        ];
        using var batches = new BatchFills();

        var together = await recognizer.TranscribeAsync([.. speech.Select(samples => Segment(samples))], default);

        // All five went through the decoder at once, though no two are equally long. (Other classes' batches are counted too.)
        Assert.Contains(5 / 16.0, batches.Fills);
        for (var i = 0; i < speech.Length; i++)
        {
            var alone = Assert.Single(await recognizer.TranscribeAsync([Segment(speech[i])], default));
            Assert.Equal(alone.Text, together[i].Text);
            Assert.Equal(alone.Words.Select(word => Math.Round(word.Start, 2)), together[i].Words.Select(word => Math.Round(word.Start, 2)));
        }
    }

    [Fact]
    public async Task TranscribeAsync_NoSegments_GivesNothing()
    {
        await using var recognizer = Starter();

        Assert.Empty(await recognizer.TranscribeAsync([], default));
    }

    [Fact]
    public async Task TranscribeAsync_SilenceFaintNoiseAndAClick_GivesNoText()
    {
        await using var recognizer = Starter();
        var random = new Random(3);
        float[] silence = new float[48000], noise = [.. Enumerable.Range(0, 48000).Select(_ => (random.NextSingle() - 0.5f) * 1e-3f)];
        float[] click = [.. Enumerable.Range(0, 800).Select(_ => random.NextSingle() - 0.5f)];

        var heard = await recognizer.TranscribeAsync([Segment(silence), Segment(noise), Segment(click), Segment([])], default);

        Assert.All(heard, segment => Assert.Equal("", segment.Text));
        Assert.All(heard, segment => Assert.Empty(segment.Words));
    }

    [Fact]
    public async Task TranscribeAsync_LongerThanTheModelsWindows_LosesNoStretchOfSpeech()
    {
        await using var recognizer = Starter();
        var one = Sentences.SelectMany(s => Speech(s.File).Concat(new float[3200])).ToArray();
        var long28 = Enumerable.Repeat(one, 5).SelectMany(x => x).Take(28 * 16000).ToArray();

        var heard = await recognizer.TranscribeAsync([Segment(long28)], default);

        // Someone speaks all the time: every stretch of 7 s has words, the last one too.
        Assert.All([0, 7, 14, 21], from => Assert.Contains(heard[0].Words, word => word.Start >= from && word.Start < from + 7));
    }

    [Theory]
    [InlineData("two-graphs")]
    [InlineData("merged")]
    [InlineData("without-cache")]
    public async Task TranscribeAsync_AnyLayout_WritesTheTextOfPyTorch(string layout)
    {
        await using var recognizer = Golden(layout);
        var expected = GoldenFiles.Case("plain");
        using var model = GoldenFiles.Load("merged");

        // The golden features are those of whole windows, so the layout with free lengths gets its silence as samples.
        var heard = await recognizer.TranscribeAsync([Segment(Window(0)), Segment(Window(1))], default);

        Assert.Equal(model.Tokenizer.Decode(expected[0].Tokens).Trim(), heard[0].Text);
        Assert.Equal(model.Tokenizer.Decode(expected[1].Tokens).Trim(), heard[1].Text);
        Assert.Equal(expected[0].AverageLogProbability, heard[0].AverageLogProbability, 1e-3);
    }

    [Theory]
    [InlineData("two-graphs", true, null)]
    [InlineData("merged", null, true)]
    [InlineData("without-cache", true, null)]
    [InlineData("without-cache", null, true)]
    public async Task TranscribeAsync_TimestampsByOptionOrByTheModel_WritesTheTextOfPyTorchWithinThem(string layout, bool? option, bool? ofModel)
    {
        using var folder = Copy(layout, ("\"is_multilingual\": true", $"\"is_multilingual\": true, \"return_timestamps\": {(ofModel == true ? "true" : "false")}"));
        await using var recognizer = Load(folder.Path, new() { Timestamps = option });
        using var model = GoldenFiles.Load(layout);
        var expected = GoldenFiles.Case("timestamps");
        var end = model.Config.EndOfText;

        var heard = await recognizer.TranscribeAsync([Segment(Window(0)), Segment(Window(1), start: 5)], default);

        for (var row = 0; row < 2; row++)
        {
            Assert.Equal(model.Tokenizer.Decode(expected[row].Tokens.Where(token => token < end)).Trim(), heard[row].Text);
            Assert.Equal(expected[row].AverageLogProbability, heard[row].AverageLogProbability, 1e-3);
            Assert.All(heard[row].Words, word => Assert.InRange(word.Start, heard[row].Start, word.End));
            Assert.All(heard[row].Words, word => Assert.InRange(word.End, word.Start, heard[row].End));
            Assert.Equal(heard[row].Words.Select(word => word.Start).Order(), heard[row].Words.Select(word => word.Start));
        }
    }

    [Fact]
    public async Task TranscribeAsync_OptionAgainstTheModelsTimestamps_WritesNone()
    {
        using var folder = Copy("merged", ("\"is_multilingual\": true", "\"is_multilingual\": true, \"return_timestamps\": true"));
        await using var recognizer = Load(folder.Path, new() { Timestamps = false });

        var heard = await recognizer.TranscribeAsync([Segment(Window(0))], default);

        Assert.Equal(GoldenFiles.Case("plain")[0].AverageLogProbability, heard[0].AverageLogProbability, 1e-3);
    }

    [Theory]
    [InlineData("<|nospeech|>")]
    [InlineData("<|nocaptions|>")]
    public async Task TranscribeAsync_EitherNameOfNoSpeech_TellsItsProbability(string name)
    {
        using var folder = Copy("two-graphs", ("<|nospeech|>", name));
        await using var recognizer = Load(folder.Path, new());

        var heard = await recognizer.TranscribeAsync([Segment(Window(0)), Segment(Window(1))], default);

        Assert.All(heard, (segment, row) => Assert.Equal(GoldenFiles.NoSpeech()[row], segment.NoSpeechProbability, 1e-6));
    }

    [Theory]
    [InlineData(0.99, 0, false)] // surer of silence than the threshold, and unsure of the text
    [InlineData(1.01, 0, true)] // not sure enough of silence
    [InlineData(0.99, -100, true)] // sure of the text
    public async Task TranscribeAsync_NoSpeechThreshold_DropsTheTextOnlyWhereItIsUnsureToo(double share, double logProbability, bool text)
    {
        await using var recognizer = Load(Path.Combine(GoldenFiles.Folder, "merged"), new()
        {
            NoSpeechThreshold = GoldenFiles.NoSpeech()[0] * share,
            LogProbabilityThreshold = logProbability,
        });

        var heard = await recognizer.TranscribeAsync([Segment(Window(0))], default);

        Assert.Equal(text, heard[0].Text.Length > 0);
        Assert.Equal(text, heard[0].Words.Count > 0);
    }

    [Fact]
    public async Task TranscribeAsync_ModelWithoutCrossAttention_MarksItsWordTimesAsInterpolated()
    {
        await using var recognizer = Golden("without-cache");

        var heard = await recognizer.TranscribeAsync([Segment(Window(0), start: 7)], default);

        Assert.NotEmpty(heard[0].Words);
        Assert.All(heard[0].Words, word => Assert.Equal(WordTiming.Interpolated, word.Timing));
        Assert.Equal(7, heard[0].Words[0].Start);
        Assert.Equal(9, heard[0].Words[^1].End, 1e-6);
    }

    [Fact]
    public async Task TranscribeAsync_TextBelowTheThresholds_IsTriedAtHigherTemperaturesAndRepeatsItself()
    {
        var options = new TranscriptionOptions { ModelFolder = Path.Combine(GoldenFiles.Folder, "merged"), LogProbabilityThreshold = -0.001 };
        await using var recognizer = WhisperRecognizer.Load(options, GoldenFiles.Sessions);

        var once = await recognizer.TranscribeAsync([Segment(GoldenFiles.Signal(0))], default);
        var again = await recognizer.TranscribeAsync([Segment(GoldenFiles.Signal(1)), Segment(GoldenFiles.Signal(0))], default);

        Assert.Equal(once[0].Text, again[1].Text);
        Assert.Equal(once[0].Temperature, again[1].Temperature);
    }

    [Fact]
    public async Task TranscribeAsync_Cancelled_Stops()
    {
        await using var recognizer = Starter();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => recognizer.TranscribeAsync([Segment(Speech("proposal"))], source.Token));
    }

    /// <summary>Words alone: casing and punctuation are another matter.</summary>
    private static string Plain(string text) => string.Concat(text.Where(c => char.IsLetter(c) || c is ' ' or '\'')).ToLowerInvariant();

    private static WhisperRecognizer Starter() =>
        WhisperRecognizer.Load(new TranscriptionOptions { ModelFolder = Repository.File("models/whisper-starter") }, GoldenFiles.Sessions);

    private static WhisperRecognizer Golden(string layout) => WhisperRecognizer.Load(
        new TranscriptionOptions { ModelFolder = Path.Combine(GoldenFiles.Folder, layout), Temperatures = [0] }, GoldenFiles.Sessions);

    private static WhisperRecognizer Load(string folder, TranscriptionOptions options)
    {
        options.ModelFolder = folder;
        options.Temperatures = [0];
        return WhisperRecognizer.Load(options, GoldenFiles.Sessions);
    }

    /// <summary>A golden model with something else in its configuration files.</summary>
    private static TemporaryFolder Copy(string layout, (string Old, string New) change)
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenFiles.Folder, layout)))
        {
            if (file.EndsWith(".json", StringComparison.Ordinal))
                folder.Write(Path.GetFileName(file), File.ReadAllText(file).Replace(change.Old, change.New, StringComparison.Ordinal));
            else
                folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        }
        return folder;
    }

    private static float[] Window(int row) => [.. GoldenFiles.Signal(row), .. new float[32000 - GoldenFiles.Signal(row).Length]];

    private static float[] Speech(string name) =>
        GoldenFiles.Wave(Repository.File($"tests/ConvoIntel.IntegrationTests/Transcription/Speech/{name}.wav"));

    private static SpeechSegment Segment(float[] samples, int channel = 0, double start = 0) =>
        new() { Channel = channel, Start = start, Samples = samples };

    /// <summary>How full the decoder's batches in this process are.</summary>
    private sealed class BatchFills : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentQueue<double> fills = [];

        public BatchFills()
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Name: "convointel.batch.fill", Meter.Name: PipelineMeter.Name }) self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>((_, value, _, _) => fills.Enqueue(value));
            listener.Start();
        }

        public IReadOnlyCollection<double> Fills => fills;

        public void Dispose() => listener.Dispose();
    }
}
