using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Pipeline;

/// <summary>Whatever lands in the folder: each bad file gets its reason and a remedy, and the good call beside it gets its result.</summary>
public sealed class BadInputTests
{
    private static readonly byte[] GoodCall = Wav.Head(Path.Combine(Repository.Calls, "payroll-renewal.wav"), TimeSpan.FromSeconds(10));

    [Fact]
    public async Task ProcessAsync_FolderOfBadFiles_EachSaysWhyAndTheGoodCallIsProcessed()
    {
        await using var bench = await Workbench.CreateAsync();
        var input = Directory.CreateDirectory(Path.Combine(bench.Folder, "calls")).FullName;
        void Put(string name, byte[] content) => File.WriteAllBytes(Path.Combine(input, name), content);
        Put("good.wav", GoodCall);
        Put("empty.wav", []);
        Put("text.wav", "Dear customer, please find the notes of our call below."u8.ToArray());
        Put("truncated-header.wav", GoodCall[..20]);
        Put("no-channels.wav", Wav.File(0, 8000, 16, new byte[64]));
        Put("nine-channels.wav", Wav.File(9, 8000, 16, new byte[9 * 2 * 800]));
        Put("sidecar-types.wav", Wav.Head(Path.Combine(Repository.Calls, "clinic-demo.wav"), TimeSpan.FromSeconds(4)));
        Put("sidecar-types.json", """{ "version": "3.0.0", "startTime": 17, "participants": "Ann" }"""u8.ToArray());
        Put("not-a-transcript.vtt", "WEBVTT\n\nthis is no cue"u8.ToArray());

        var outcomes = (await bench.ProcessAsync(input)).ToDictionary(o => Path.GetFileName(o.Path));

        Assert.True(outcomes["good.wav"].Succeeded, outcomes["good.wav"].Failure?.Problem);
        var reasons = outcomes.Where(o => !o.Value.Succeeded).ToDictionary(o => o.Key, o => o.Value.Failure!.Reason);
        Assert.Equal(FailureReason.SourceEmpty, reasons["empty.wav"]);
        Assert.Equal(FailureReason.UnsupportedFormat, reasons["text.wav"]);
        Assert.Equal(FailureReason.CorruptAudio, reasons["truncated-header.wav"]);
        Assert.Equal(FailureReason.UnsupportedAudioLayout, reasons["no-channels.wav"]);
        Assert.Equal(FailureReason.UnsupportedAudioLayout, reasons["nine-channels.wav"]);
        Assert.Equal(FailureReason.SidecarInvalid, reasons["sidecar-types.wav"]);
        Assert.Equal(FailureReason.TranscriptInvalid, reasons["not-a-transcript.vtt"]);
        Assert.All(outcomes.Values.Where(o => !o.Succeeded), o =>
        {
            Assert.NotEmpty(o.Failure!.Problem);
            Assert.NotEmpty(o.Failure.Remedy);
        });
    }

    [Fact]
    public async Task ProcessAsync_SameContentTwice_TheSecondSaysSoAndTheDealCountsOneCall()
    {
        await using var bench = await Workbench.CreateAsync();
        var first = bench.Place("call.wav", GoodCall);
        var copy = bench.Place("copy of call.wav", GoodCall);

        var outcomes = await bench.ProcessAsync(first, copy);

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.Equal(FailureReason.DuplicateContent, outcomes.Single(o => !o.Succeeded).Failure!.Reason);
        Assert.Single(await bench.Book.ListConversationsAsync(null, default));
    }

    [Fact]
    public async Task ProcessAsync_FileThatDoesNotExist_SaysSo()
    {
        await using var bench = await Workbench.CreateAsync();
        var outcome = Assert.Single(await bench.ProcessAsync(Path.Combine(bench.Folder, "nowhere.wav")));
        Assert.Equal(FailureReason.SourceNotFound, outcome.Failure!.Reason);
    }

    [Fact]
    public async Task ProcessAsync_EightChannelsAt192Kilohertz_IsRead()
    {
        await using var bench = await Workbench.CreateAsync();
        var path = bench.Place("studio.wav", Wav.Silence(TimeSpan.FromSeconds(2), channels: 8, sampleRate: 192_000));
        var outcome = Assert.Single(await bench.ProcessAsync(path));
        Assert.True(outcome.Succeeded, outcome.Failure?.Problem);
        Assert.Equal(2, outcome.Result!.Conversation.Duration, 2);
        Assert.Empty(outcome.Result.Utterances);
    }

    [Fact]
    public async Task ProcessAsync_CallWithoutAnySpeech_HasNoWordsAndNoRatio()
    {
        await using var bench = await Workbench.CreateAsync();
        var path = bench.Place("silence.wav", Wav.Silence(TimeSpan.FromMinutes(10)));
        var outcome = Assert.Single(await bench.ProcessAsync(path));
        Assert.True(outcome.Succeeded, outcome.Failure?.Problem);
        Assert.Empty(outcome.Result!.Utterances);
        Assert.Null(outcome.Result.Metrics.TalkRatio);
        Assert.Equal(600, outcome.Result.Conversation.Duration, 1);
    }

    [Fact]
    public async Task ProcessAsync_MonoCall_IsProcessedWithSpeakersUnknownAndSaysSo()
    {
        await using var bench = await Workbench.CreateAsync();
        var stereo = Wav.Head(Path.Combine(Repository.Calls, "freight-discovery.wav"), TimeSpan.FromSeconds(20));
        var data = stereo.AsSpan().IndexOf("data"u8) + 8;
        // The left channel's µ-law bytes, decoded by the product's own table as PCM would be: 8-bit µ-law mono, format 7.
        var mono = Wav.File(1, 8000, 8, [.. stereo[data..].Where((_, i) => i % 2 == 0)]);
        mono[20] = 7;
        var outcome = Assert.Single(await bench.ProcessAsync(bench.Place("mono.wav", mono)));

        Assert.True(outcome.Succeeded, outcome.Failure?.Problem);
        Assert.False(outcome.Result!.Conversation.SpeakersKnown);
        Assert.NotEmpty(outcome.Result.Utterances);
        Assert.Contains(outcome.Result.Conversation.Warnings, w => w.Contains("mono", StringComparison.OrdinalIgnoreCase) || w.Contains("speaker", StringComparison.OrdinalIgnoreCase));
        Assert.Null(outcome.Result.Metrics.TalkRatio);
    }
}
