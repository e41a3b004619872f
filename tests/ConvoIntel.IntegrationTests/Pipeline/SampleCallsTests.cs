using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Understanding;

namespace ConvoIntel.IntegrationTests.Pipeline;

/// <summary>The main job on the calls that ship: from sound to insights on deals.</summary>
public sealed class SampleCallsTests(SampleRun run) : IClassFixture<SampleRun>
{
    public static TheoryData<string> Calls =>
        ["clinic-demo", "freight-discovery", "packaging-quote", "payroll-renewal", "school-refusal", "telecom-cold-call"];

    [Fact]
    public void ProcessAsync_Samples_AllButTheBrokenFileHaveAResult()
    {
        var failed = Assert.Single(run.Outcomes, o => !o.Succeeded);
        Assert.Equal("broken.wav", Path.GetFileName(failed.Path));
        Assert.Equal(7, run.Outcomes.Count(o => o.Succeeded));
    }

    [Theory]
    [InlineData("freight-discovery", "OPP-1001", DealMatchKind.Id)]
    [InlineData("freight-follow-up", "OPP-1001", DealMatchKind.Email)]
    [InlineData("clinic-demo", "OPP-1002", DealMatchKind.Id)]
    [InlineData("payroll-renewal", "OPP-1003", DealMatchKind.Id)]
    [InlineData("packaging-quote", "OPP-1004", DealMatchKind.Email)]
    [InlineData("school-refusal", "OPP-1005", DealMatchKind.Phone)]
    public async Task ProcessAsync_SampleCall_IsAttachedToItsDeal(string name, string dealId, DealMatchKind by)
    {
        var deal = run.Result(name).Deal;
        Assert.NotNull(deal);
        Assert.Equal((dealId, by), (deal.Id, deal.MatchedBy));
        Assert.Contains(await run.Bench.Book.ListConversationsAsync(dealId, default), c => c.Conversation.Name == name);
    }

    [Fact]
    public async Task ProcessAsync_CallWithoutADeal_IsOnTheUnmatchedList()
    {
        Assert.Null(run.Result("telecom-cold-call").Deal);
        Assert.Equal(["telecom-cold-call"], (await run.Bench.Book.ListConversationsAsync(null, default)).Select(c => c.Conversation.Name));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void ProcessAsync_SampleCall_TalkRatioIsWithinThreePointsOfTheTruth(string name)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Samples, "reference", name + ".json")));
        var expected = truth.RootElement.GetProperty("talkRatio").GetDouble();
        Assert.InRange(run.Result(name).Metrics.TalkRatio!.Value, expected - 0.03, expected + 0.03);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void ProcessAsync_SampleCall_EveryFindingCitesWhatWasSaidAndNamesItsModel(string name)
    {
        var result = run.Result(name);
        Assert.NotEmpty(result.Utterances);
        Assert.NotEmpty(result.Insights);
        Assert.All(result.Insights, insight =>
        {
            Assert.NotEmpty(insight.Evidence.Utterances);
            Assert.All(insight.Evidence.Utterances, index => Assert.InRange(index, 0, result.Utterances.Count - 1));
            Assert.InRange(insight.Evidence.End, insight.Evidence.Start, result.Conversation.Duration + 0.5);
            Assert.Contains(result.Models, m => m.Name == insight.Model && m.Version == insight.ModelVersion);
            Assert.InRange(insight.Confidence, 0, 1);
        });
        Assert.All(result.Utterances, (u, i) => Assert.Equal(i, u.Index));
        Assert.All(result.Utterances.SelectMany(u => u.Tags), t => Assert.Contains(t.Tag, Tags.All));
        Assert.All(result.Utterances.SelectMany(u => u.Words), w => Assert.True(w.End >= w.Start));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void ProcessAsync_SampleCall_ChannelsAgreeWithWhatIsSaid(string name)
    {
        var result = run.Result(name);
        Assert.DoesNotContain(result.Conversation.Warnings, warning => warning.Contains("swapped", StringComparison.Ordinal));
        Assert.All(result.Participants, participant => Assert.True(participant.RoleConfidence > 0.5, $"{participant.Id}: {participant.RoleConfidence}"));
    }

    [Fact]
    public void ProcessAsync_WrittenConversation_KeepsItsCuesAsUtterances()
    {
        var result = run.Result("freight-follow-up");
        var cues = File.ReadLines(Path.Combine(Repository.Calls, "freight-follow-up.vtt")).Count(line => line.Contains("-->", StringComparison.Ordinal));
        Assert.Equal(cues, result.Utterances.Count);
        Assert.Contains(result.Utterances, u => u.Role is ParticipantRole.Rep);
        Assert.Contains(result.Utterances, u => u.Role is ParticipantRole.Customer);
        Assert.DoesNotContain(result.Models, m => m.Kind == "whisper");
    }

    [Fact]
    public async Task ProcessAsync_ProcessedTwice_InsightsAreAttachedOnce()
    {
        var before = run.Result("payroll-renewal");
        var again = Assert.Single(await run.Bench.ProcessAsync(Path.Combine(Repository.Calls, "payroll-renewal.wav"))).Result!;

        Assert.Equal(before.Insights.Select(i => i.Id), again.Insights.Select(i => i.Id));
        var stored = await run.Bench.Book.ListConversationsAsync("OPP-1003", default);
        Assert.Equal(before.Insights.Count, Assert.Single(stored).Insights.Count);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Serialize_SampleCall_ReadsBackAsItWas(string name)
    {
        var json = ConversationJson.Serialize(run.Result(name));
        Assert.Equal(json, ConversationJson.Serialize(ConversationJson.Deserialize(json)));
    }
}
