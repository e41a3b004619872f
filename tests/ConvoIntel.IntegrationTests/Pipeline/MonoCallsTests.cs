using ConvoIntel.Conversations;
using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Pipeline;

/// <summary>Recordings of one channel, through the whole path: sound in, speakers out.</summary>
public sealed class MonoCallsTests(MonoCallsTests.SampleCallsInMono calls) : IClassFixture<MonoCallsTests.SampleCallsInMono>
{
    /// <summary>What the project asks of mixes of voices that were never heard; see <c>benchmarks/results/diarization.md</c>.</summary>
    private const double Target = 0.15;

    public static TheoryData<string> Calls => SampleCallsTests.Calls;

    [Theory]
    [MemberData(nameof(Calls))]
    public void ProcessAsync_SampleCallInMono_TellsTheTwoApart(string name)
    {
        var result = calls.Of(name);
        var (truth, found) = (SampleAudio.Truth(name), Spans(result));

        Assert.Equal(2, found.Select(span => span.Speaker).Distinct().Count());
        var errors = DiarizationErrors.Of(truth, found);
        Assert.True(errors.Rate <= Target, $"{errors.Rate:P1}: {errors}");
        Assert.Equal(Share(truth), Share(found), 0.05);
        Assert.True(result.Conversation.SpeakersKnown);
        Assert.Contains(result.Conversation.Warnings, warning => warning.StartsWith("One channel: 2 speakers were told apart by their voices", StringComparison.Ordinal));
        Assert.Contains(result.Models, model => model is { Kind: "speaker", Name: "speaker-starter" });
    }

    [Fact]
    public async Task ProcessAsync_SidecarNamesBothSides_SpeakersAreThosePeople()
    {
        await using var bench = await Workbench.CreateAsync();
        File.Copy(Path.Combine(Repository.Calls, "school-refusal.json"), Path.Combine(bench.Folder, "school-refusal.json"));
        var outcome = Assert.Single(await bench.ProcessAsync(bench.Place("school-refusal.wav", SampleAudio.Wave(SampleAudio.Mono("school-refusal")))));

        var result = outcome.Result!;
        var stereo = SampleAudio.Truth("school-refusal").Select(span => span.Speaker).Distinct().Order();
        Assert.Equal(stereo, result.Utterances.Select(utterance => utterance.Speaker).Distinct().Order());
        Assert.All(result.Participants, participant => Assert.Equal(RoleSource.Model, participant.RoleSource));
        // The rep's share of this call is 66 %.
        Assert.InRange(result.Metrics.TalkRatio!.Value, 0.61, 0.71);
    }

    [Fact]
    public async Task ProcessAsync_OneVoice_StaysOneSpeakerUnknown()
    {
        var voicemail = SampleAudio.Channels("freight-discovery")[0].Take(60 * SampleAudio.Rate).ToList();
        var result = await ProcessAsync(voicemail);

        Assert.Equal(["speaker"], result.Utterances.Select(utterance => utterance.Speaker).Distinct());
        Assert.False(result.Conversation.SpeakersKnown);
        Assert.Contains(result.Conversation.Warnings, warning => warning.StartsWith("One channel: one voice was heard", StringComparison.Ordinal));
        Assert.Null(result.Metrics.TalkRatio);
    }

    [Fact]
    public async Task ProcessAsync_ThreeVoices_FindsThree()
    {
        var (recording, truth) = ThreeVoices();
        var result = await ProcessAsync(recording);

        var found = Spans(result);
        Assert.Equal(3, found.Select(span => span.Speaker).Distinct().Count());
        var errors = DiarizationErrors.Of(truth, found);
        Assert.True(errors.Rate <= Target, $"{errors.Rate:P1}: {errors}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task ProcessAsync_VeryShortCall_IsProcessed(int seconds)
    {
        var result = await ProcessAsync([.. SampleAudio.Mono("freight-discovery").Skip(SampleAudio.Rate).Take(seconds * SampleAudio.Rate)]);

        Assert.InRange(result.Utterances.Select(utterance => utterance.Speaker).Distinct().Count(), 0, 2);
    }

    [Fact]
    public async Task ProcessAsync_Silence_HasNoSpeakers()
    {
        var result = await ProcessAsync(new float[20 * SampleAudio.Rate]);

        Assert.Empty(result.Utterances);
        Assert.False(result.Conversation.SpeakersKnown);
        Assert.Contains("No speech was recognised.", result.Conversation.Warnings);
    }

    [Fact]
    public async Task ProcessAsync_NoSpeakerModel_LeavesSpeakersUnknown()
    {
        await using var bench = await Workbench.CreateAsync(("Diarization:Voices:Model", ""));
        var recording = SampleAudio.Wave([.. SampleAudio.Mono("freight-discovery").Take(30 * SampleAudio.Rate)]);
        var result = Assert.Single(await bench.ProcessAsync(bench.Place("mono.wav", recording))).Result!;

        Assert.Equal("speaker", result.Utterances.Select(utterance => utterance.Speaker).Distinct().Single());
        Assert.Contains("One channel: speakers are not told apart, and no metric that compares them is known.", result.Conversation.Warnings);
        Assert.DoesNotContain(result.Models, model => model.Kind == "speaker");
    }

    private static async Task<ConversationResult> ProcessAsync(IReadOnlyList<float> samples)
    {
        await using var bench = await Workbench.CreateAsync();
        var outcome = Assert.Single(await bench.ProcessAsync(bench.Place("mono.wav", SampleAudio.Wave(samples))));
        Assert.True(outcome.Succeeded, outcome.Failure?.Problem);
        return outcome.Result!;
    }

    private static List<SpeakerSpan> Spans(ConversationResult result) =>
        [.. result.Utterances.Select(utterance => new SpeakerSpan(utterance.Speaker, utterance.Start, utterance.End))];

    /// <summary>The larger speaker's part of the speech: it needs no roles.</summary>
    private static double Share(IReadOnlyList<SpeakerSpan> spans)
    {
        var speech = SpeakerSpan.BySpeaker(spans).Select(speaker => speaker.Sum(stretch => stretch.Length)).ToList();
        return speech.Max() / speech.Sum();
    }

    /// <summary>Both speakers of one call and the customer of another, an utterance each in turn with short pauses, 8 kHz.</summary>
    private static (List<float> Recording, List<SpeakerSpan> Truth) ThreeVoices()
    {
        var (recording, truth) = (new List<float>(), new List<SpeakerSpan>());
        var turns = Utterances("freight-discovery", 0).Zip(Utterances("freight-discovery", 1), Utterances("school-refusal", 1)).Take(8);
        foreach (var (rep, customer, third) in turns)
        {
            foreach (var (speaker, samples) in new[] { ("rep", rep), ("customer", customer), ("third", third) })
            {
                var start = (double)recording.Count / SampleAudio.Rate;
                recording.AddRange(samples);
                truth.Add(new SpeakerSpan(speaker, start, (double)recording.Count / SampleAudio.Rate));
                recording.AddRange(new float[(int)(0.4 * SampleAudio.Rate)]);
            }
        }

        return (recording, truth);
    }

    /// <summary>Utterances of a channel of at least 2 s, cut out.</summary>
    private static IEnumerable<float[]> Utterances(string call, int channel)
    {
        var samples = SampleAudio.Channels(call)[channel];
        // The rep is on the left in both calls, and speaks first or second: the speaker with most energy there is the channel's.
        var speaker = SampleAudio.Truth(call).GroupBy(span => span.Speaker)
            .MaxBy(own => own.Sum(span => Cut(samples, span).Sum(sample => sample * sample)))!.Key;
        return SampleAudio.Truth(call).Where(span => span.Speaker == speaker && span.End - span.Start >= 2).Select(span => Cut(samples, span));
    }

    private static float[] Cut(float[] samples, SpeakerSpan span) => samples[(int)(span.Start * SampleAudio.Rate)..(int)(span.End * SampleAudio.Rate)];

    /// <summary>All sample calls, mixed to one channel, processed once without sidecars.</summary>
    public sealed class SampleCallsInMono : IAsyncLifetime
    {
        private readonly Dictionary<string, ConversationResult> results = new(StringComparer.Ordinal);

        public async Task InitializeAsync()
        {
            await using var bench = await Workbench.CreateAsync();
            var files = ((IEnumerable<object[]>)Calls).Select(row => (string)row[0]).Select(name => bench.Place(name + ".wav", SampleAudio.Wave(SampleAudio.Mono(name)))).ToArray();
            foreach (var outcome in await bench.ProcessAsync(files)) results[Path.GetFileNameWithoutExtension(outcome.Path)] = outcome.Result!;
        }

        public Task DisposeAsync() => Task.CompletedTask;

        internal ConversationResult Of(string name) => results[name];
    }
}
