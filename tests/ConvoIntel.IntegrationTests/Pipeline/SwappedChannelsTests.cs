using ConvoIntel.Conversations;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Pipeline;

/// <summary>Sample calls whose channels were exchanged, through the whole path: sound in, warning out.</summary>
public sealed class SwappedChannelsTests
{
    private const string Mark = "The channels look swapped";

    public static TheoryData<string> Calls => SampleCallsTests.Calls;

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task ProcessAsync_ChannelsExchanged_WarnsAndKeepsTheSidecarsRoles(string name)
    {
        await using var bench = await Workbench.CreateAsync();
        var result = await ProcessAsync(bench, name, Exchange(Sample(name)), sidecar: true);

        var warning = Assert.Single(result.Conversation.Warnings, warning => warning.StartsWith(Mark, StringComparison.Ordinal));
        var heard = name == "clinic-demo" ? "left" : "right";
        Assert.Contains($"the rep is on the {heard} channel", warning, StringComparison.Ordinal);
        Assert.Contains($"set \"agentChannel\": \"{heard}\"", warning, StringComparison.Ordinal);
        Assert.All(result.Participants, participant => Assert.Equal(RoleSource.Source, participant.RoleSource));
        Assert.Contains(result.Models, model => model.Kind == "roles");
    }

    [Fact]
    public async Task ProcessAsync_NoSidecarAndCorrect_ExchangesTheRoles()
    {
        await using var bench = await Workbench.CreateAsync(("Diarization:RoleCheck", "correct"));
        // The rep of this call is on the left: with the channels exchanged, the convention is wrong.
        var result = await ProcessAsync(bench, "school-refusal", Exchange(Sample("school-refusal")), sidecar: false);

        Assert.Single(result.Conversation.Warnings, warning => warning.StartsWith(Mark, StringComparison.Ordinal) && warning.Contains("exchanged", StringComparison.Ordinal));
        Assert.All(result.Participants, participant => Assert.Equal(RoleSource.Model, participant.RoleSource));
        Assert.Equal(1, result.Participants.Single(participant => participant.Role == ParticipantRole.Rep).Channel);
        // Two thirds of this call are the rep's.
        Assert.InRange(result.Metrics.TalkRatio!.Value, 0.6, 0.72);
    }

    [Fact]
    public async Task ProcessAsync_ExchangedButHardlyAnythingSaid_IsSilent()
    {
        await using var bench = await Workbench.CreateAsync();
        var head = Wav.Head(Path.Combine(Repository.Calls, "payroll-renewal.wav"), TimeSpan.FromSeconds(6));
        var result = await ProcessAsync(bench, "payroll-renewal", Exchange(head), sidecar: true);

        Assert.NotEmpty(result.Utterances);
        Assert.DoesNotContain(result.Conversation.Warnings, warning => warning.StartsWith(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ProcessAsync_ExchangedAndCheckIsOff_IsSilentAndLoadsNoModel()
    {
        await using var bench = await Workbench.CreateAsync(("Diarization:RoleCheck", "off"), ("Diarization:RoleModelFolder", "/nowhere"));
        var head = Wav.Head(Path.Combine(Repository.Calls, "payroll-renewal.wav"), TimeSpan.FromSeconds(60));
        var result = await ProcessAsync(bench, "payroll-renewal", Exchange(head), sidecar: true);

        Assert.DoesNotContain(result.Conversation.Warnings, warning => warning.StartsWith(Mark, StringComparison.Ordinal));
        Assert.DoesNotContain(result.Models, model => model.Kind == "roles");
    }

    [Fact]
    public async Task ProcessAsync_TranscriptWithoutRoles_GivesRolesBySpeech()
    {
        await using var bench = await Workbench.CreateAsync();
        var cues = File.ReadAllText(Path.Combine(Repository.Calls, "freight-follow-up.vtt"));
        var voices = System.Text.RegularExpressions.Regex.Matches(cues, "<v ([^>]+)>").Select(match => match.Groups[1].Value).Distinct().ToList();
        for (var i = 0; i < voices.Count; i++) cues = cues.Replace($"<v {voices[i]}>", $"<v SPEAKER_0{i}>", StringComparison.Ordinal);
        var result = Assert.Single(await bench.ProcessAsync(bench.Place("call.vtt", System.Text.Encoding.UTF8.GetBytes(cues)))).Result!;

        var truth = Assert.Single(await bench.ProcessAsync(Path.Combine(Repository.Calls, "freight-follow-up.vtt"))).Result!;
        var given = result.Utterances.Zip(truth.Utterances).Where(pair => pair.First.Role != ParticipantRole.Unknown).ToList();
        Assert.All(given, pair => Assert.Equal(pair.Second.Role, pair.First.Role));
        Assert.True(given.Count > truth.Utterances.Count / 2, $"{given.Count} of {truth.Utterances.Count} utterances have a role");
        Assert.Contains(result.Conversation.Warnings, warning => warning.StartsWith("Roles by what is said", StringComparison.Ordinal));
        Assert.NotNull(result.Metrics.TalkRatio);
    }

    private static async Task<ConversationResult> ProcessAsync(Workbench bench, string name, byte[] content, bool sidecar)
    {
        if (sidecar) File.Copy(Path.Combine(Repository.Calls, name + ".json"), Path.Combine(bench.Folder, "call.json"));
        var outcome = Assert.Single(await bench.ProcessAsync(bench.Place("call.wav", content)));
        Assert.True(outcome.Succeeded, outcome.Failure?.Problem);
        return outcome.Result!;
    }

    private static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(Repository.Calls, name + ".wav"));

    /// <summary>The samples have one byte a sample and two channels: every pair is turned round.</summary>
    private static byte[] Exchange(byte[] file)
    {
        var first = file.AsSpan().IndexOf("data"u8) + 8;
        for (var i = first; i + 1 < file.Length; i += 2) (file[i], file[i + 1]) = (file[i + 1], file[i]);
        return file;
    }
}
