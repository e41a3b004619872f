using ConvoIntel.Batching;
using ConvoIntel.Conversations;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;

namespace ConvoIntel.Tests.Batching;

public sealed class CallWindowsTests
{
    [Fact]
    public async Task AddAsync_LanguageGiven_QueuesAtOnceAndAsksNobody()
    {
        var recognizer = new Interpreter(new LanguageMode("de", Translates: false));

        var (segments, languages) = await HearAsync(recognizer, Segment(0, 0, 3), Segment(1, 3, 3));

        Assert.Equal(["de", "de"], segments.Select(segment => segment.Text));
        Assert.Equal([(0, "de", null, false), (1, "de", null, false)], languages.Select(Facts));
        Assert.Empty(recognizer.Asked);
    }

    [Fact]
    public async Task AddAsync_ChannelsOfTwoLanguages_EachIsWrittenInItsOwn()
    {
        var recognizer = new Interpreter(new LanguageMode(null, Translates: false)) { Speaks = { [0] = new("en", 0.9), [1] = new("fr", 0.8) } };

        var (segments, languages) = await HearAsync(recognizer, Segment(0, 0, 10), Segment(1, 10, 20), Segment(0, 30, 25), Segment(1, 55, 5), Segment(0, 60, 28));

        Assert.All(segments, segment => Assert.Equal(segment.Channel == 0 ? "en" : "fr", segment.Text));
        Assert.Equal(5, segments.Count);
        Assert.Equal([(0, "en", 0.9, false), (1, "fr", 0.8, false)], languages.Select(Facts));
    }

    [Fact]
    public async Task AddAsync_HalfAMinuteOfSpeech_IsAskedAboutOnceAndNothingAfterWaits()
    {
        var recognizer = new Interpreter(new LanguageMode(null, Translates: false)) { Speaks = { [0] = new("de", 0.9) } };
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 8);
        using var queue = batcher.Open();
        var windows = new CallWindows(queue, recognizer);

        await windows.AddAsync(Segment(0, 0, 16), default);
        Assert.Empty(recognizer.Asked);
        await windows.AddAsync(Segment(0, 16, 16), default);
        await windows.AddAsync(Segment(0, 32, 16), default);
        var (segments, _) = await windows.FinishAsync(default);

        Assert.Equal([(0, 2)], recognizer.Asked);
        Assert.Equal(3, segments.Count);
    }

    [Fact]
    public async Task FinishAsync_ChannelThatHardlySpeaks_IsTakenForTheOthersLanguage()
    {
        var recognizer = new Interpreter(new LanguageMode(null, Translates: false)) { Speaks = { [0] = new("ja", 0.3), [1] = new("de", 0.97) } };

        var (segments, languages) = await HearAsync(recognizer, Segment(0, 0, 1), Segment(1, 1, 12));

        Assert.All(segments, segment => Assert.Equal("de", segment.Text));
        Assert.Equal([(0, "de", 0.97, false), (1, "de", 0.97, false)], languages.Select(Facts));
    }

    [Fact]
    public async Task FinishAsync_OneShortVoiceAlone_IsStillAskedAbout()
    {
        var recognizer = new Interpreter(new LanguageMode(null, Translates: true)) { Speaks = { [0] = new("es", 0.6) } };

        var (_, languages) = await HearAsync(recognizer, Segment(0, 0, 1));

        Assert.Equal([(0, "es", 0.6, true)], languages.Select(Facts));
    }

    [Fact]
    public async Task FinishAsync_EnglishWhereTranslationIsOn_IsNotCalledTranslated()
    {
        var recognizer = new Interpreter(new LanguageMode(null, Translates: true)) { Speaks = { [0] = new("en", 0.9) } };

        var (_, languages) = await HearAsync(recognizer, Segment(0, 0, 6));

        Assert.Equal([(0, "en", 0.9, false)], languages.Select(Facts));
    }

    [Fact]
    public async Task FinishAsync_NoSpeech_GivesNothing()
    {
        var (segments, languages) = await HearAsync(new Interpreter(new LanguageMode(null, Translates: false)));

        Assert.Empty(segments);
        Assert.Empty(languages);
    }

    private static async Task<(IReadOnlyList<TranscribedSegment> Segments, IReadOnlyList<ChannelLanguage> Languages)> HearAsync(
        Interpreter recognizer, params SpeechSegment[] segments)
    {
        await using var batcher = new WindowBatcher(recognizer, windowsPerCall: 8);
        using var queue = batcher.Open();
        var windows = new CallWindows(queue, recognizer);
        foreach (var segment in segments)
            await windows.AddAsync(segment, default);
        return await windows.FinishAsync(default);
    }

    private static (int Channel, string Code, double? Probability, bool Translated) Facts(ChannelLanguage language) =>
        (language.Channel, language.Code, language.Probability, language.Translated);

    private static SpeechSegment Segment(int channel, double start, int seconds) =>
        new() { Channel = channel, Start = start, Samples = new float[seconds * 16000] };

    /// <summary>Writes each segment's language as its text, and hears in each channel what it was told that it speaks.</summary>
    private sealed class Interpreter(LanguageMode mode) : ISpeechRecognizer
    {
        public ModelInfo Info { get; } = new("whisper", "interpreter", "1");

        public LanguageMode Languages { get; } = mode;

        public int Lanes => 1;

        public int PreferredBatchSize => 4;

        public Dictionary<int, DetectedLanguage> Speaks { get; } = [];

        /// <summary>Channel and number of segments of each question.</summary>
        public List<(int Channel, int Segments)> Asked { get; } = [];

        public Task<DetectedLanguage?> DetectLanguageAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
        {
            Asked.Add((segments[0].Channel, segments.Count));
            return Task.FromResult(Speaks.GetValueOrDefault(segments[0].Channel));
        }

        public Task<IReadOnlyList<TranscribedSegment>> TranscribeAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<TranscribedSegment>>(
                [.. segments.Select(s => new TranscribedSegment { Channel = s.Channel, Start = s.Start, End = s.End, Text = s.Language ?? "?", Words = [] })]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
