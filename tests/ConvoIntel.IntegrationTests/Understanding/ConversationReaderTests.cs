using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Understanding;
using Xunit.Abstractions;

namespace ConvoIntel.IntegrationTests.Understanding;

/// <summary>The reader with the tagger that ships, on conversations whose truth is known.</summary>
public sealed class ConversationReaderTests(ITestOutputHelper output)
{
    [Fact]
    public void Read_SampleConversations_FindsWhatWasPromisedByWhomForWhen()
    {
        using var reader = new ConversationReader(StarterTagger.Load(), new UnderstandingOptions());
        int promised = 0, found = 0, owners = 0, dates = 0, extra = 0;
        foreach (var file in Directory.GetFiles(StarterTagger.File("samples/reference"), "*.json").Order(StringComparer.Ordinal))
        {
            var truth = JsonSerializer.Deserialize<Reference>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
            var reading = reader.Read(RecordingOf(truth), truth.Utterances);
            promised += truth.NextSteps.Length;
            extra += reading.NextSteps.Count(step => !truth.NextSteps.Any(expected => expected.Utterances.Intersect(step.Utterances).Any()));
            foreach (var expected in truth.NextSteps)
            {
                if (reading.NextSteps.FirstOrDefault(step => step.Utterances.Intersect(expected.Utterances).Any()) is not { } step)
                {
                    output.WriteLine($"{truth.Name}: missed {expected.Action}");
                    continue;
                }

                found++;
                if (step.Owner == expected.Owner) owners++;
                if (step.Due == expected.Due) dates++;
                if (step.Owner != expected.Owner || step.Due != expected.Due)
                    output.WriteLine($"{truth.Name}: '{step.Quote}' {step.Owner} {step.Due}, truth {expected.Owner} {expected.Due}");
            }
        }

        output.WriteLine($"promised {promised}, found {found}, owner right {owners}, date right {dates}, extra {extra}");
        Assert.True(owners >= 0.9 * found, $"owner right in {owners} of {found}");
        Assert.True(dates >= 0.9 * found, $"date right in {dates} of {found}");
        Assert.True(found >= 0.8 * promised, $"found {found} of {promised}");
    }

    [Fact]
    public void Read_SameConversationTwice_GivesTheSameInsightIds()
    {
        using var reader = new ConversationReader(StarterTagger.Load(), new UnderstandingOptions());
        var truth = Load("freight-discovery");

        var first = reader.Read(RecordingOf(truth), truth.Utterances).Insights;
        var second = reader.Read(RecordingOf(truth), truth.Utterances).Insights;

        Assert.NotEmpty(first);
        Assert.Equal(first.Select(insight => insight.Id), second.Select(insight => insight.Id));
        Assert.Equal(first.Count, first.Select(insight => insight.Id).Distinct().Count());
        var models = reader.Models.Select(model => (model.Name, model.Version)).ToHashSet();
        Assert.All(first, insight => Assert.Contains((insight.Model, insight.ModelVersion), models));
    }

    [Fact]
    public void Read_TrackedWordsAndRivals_AreFoundWithTheirEvidence()
    {
        var options = new UnderstandingOptions { Trackers = { ["integration"] = ["integrate", "connector"] }, Competitors = { "Load Pilot" } };
        using var reader = new ConversationReader(StarterTagger.Load(), options);
        Utterance[] call =
        [
            StarterTagger.Utterance(0, ParticipantRole.Customer, "We only have load pilot for the tracking, it's $12,000 a year."),
            StarterTagger.Utterance(1, ParticipantRole.Rep, "We've integrated with it for years, there are two connectors."),
            StarterTagger.Utterance(2, ParticipantRole.Customer, "Disintegration is not what I meant."),
        ];

        var insights = reader.Read(RecordingOf(Load("freight-discovery")), call).Insights;

        Assert.Equal([0], Assert.Single(insights, i => i.Kind == InsightKinds.Competitor && i.Label == "Load Pilot").Evidence.Utterances);
        Assert.Equal([1], Assert.Single(insights, i => i.Kind == InsightKinds.Tracker && i.Label == "integration").Evidence.Utterances);
        var money = Assert.Single(insights, i => i.Kind == InsightKinds.Money);
        Assert.Equal(("12000", "USD"), (money.Attributes["amount"], money.Attributes["currency"]));
    }

    [Fact]
    public void Read_SampleConversation_SummaryCitesItsLines()
    {
        using var reader = new ConversationReader(StarterTagger.Load(), new UnderstandingOptions());
        var truth = Load("freight-follow-up");

        var lines = reader.Read(RecordingOf(truth), truth.Utterances).SummaryLines;

        Assert.InRange(lines.Count, 4, 7);
        Assert.All(lines, line => Assert.Equal(truth.Utterances[line.Utterance].Text, line.Text));
        Assert.Contains(lines, line => line.Topic == "Next step");
    }

    [Fact]
    public void Read_RolesUnknown_StillTags()
    {
        using var reader = new ConversationReader(StarterTagger.Load(), new UnderstandingOptions());
        var truth = Load("clinic-demo");
        Utterance[] anonymous = [.. truth.Utterances.Select(u => u with { Role = ParticipantRole.Unknown, Speaker = "speaker" })];

        var reading = reader.Read(RecordingOf(truth), anonymous);

        Assert.Contains(reading.Utterances, u => u.Tags.Any(tag => tag.Tag == Tags.NextStep));
        Assert.Equal(truth.Utterances.Length, reading.Utterances.Count);
    }

    [Fact]
    public void Read_NoUtterances_ReadsNothing()
    {
        using var reader = new ConversationReader(StarterTagger.Load(), new UnderstandingOptions());

        var reading = reader.Read(RecordingOf(Load("clinic-demo")), []);

        Assert.Empty(reading.Utterances);
        Assert.Empty(reading.Insights);
    }

    private static Reference Load(string name) =>
        JsonSerializer.Deserialize<Reference>(File.ReadAllText(StarterTagger.File($"samples/reference/{name}.json")), JsonSerializerOptions.Web)!;

    private static Recording RecordingOf(Reference truth) => new()
    {
        Path = truth.Name + ".vtt",
        Participants = [],
        Conversation = new Conversation
        {
            Id = truth.Name,
            Name = truth.Name,
            Source = truth.Name + ".vtt",
            ContentHash = new string('0', 64),
            Kind = ConversationKind.Transcript,
            StartTime = truth.StartTime,
            TimeZone = truth.TimeZone,
        },
    };

    private sealed record Reference(string Name, DateTimeOffset StartTime, string TimeZone, ReferenceUtterance[] Labelled, ReferenceStep[] NextSteps)
    {
        [System.Text.Json.Serialization.JsonPropertyName("utterances")]
        public ReferenceUtterance[] Labelled { get; init; } = Labelled;

        [System.Text.Json.Serialization.JsonIgnore]
        public Utterance[] Utterances { get; } =
        [
            .. Labelled.Select(u => new Utterance
            {
                Index = u.Index, Speaker = u.Speaker, Role = u.Role, Start = u.Start, End = u.End, Text = u.Text, Backchannel = u.Backchannel,
            }),
        ];
    }

    private sealed record ReferenceUtterance(int Index, string Speaker, ParticipantRole Role, double Start, double End, string Text, bool Backchannel);

    private sealed record ReferenceStep(string Action, string Owner, DateOnly? Due, int[] Utterances);
}
