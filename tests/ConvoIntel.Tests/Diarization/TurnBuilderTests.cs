using ConvoIntel.Conversations;
using static ConvoIntel.Tests.Diarization.Timeline;

namespace ConvoIntel.Tests.Diarization;

public sealed class TurnBuilderTests
{
    [Fact]
    public void Build_TwoChannels_OrdersByStartAndIndexes()
    {
        var turns = Build(
            2,
            Said(1, 3, 5, "it goes through one spreadsheet"),
            Said(0, 0, 2.5, "how do you plan the trucks today"),
            Said(0, 6, 8, "that sounds like a lot of work"));

        Assert.Equal(["alex", "dana", "alex"], turns.Utterances.Select(u => u.Speaker));
        Assert.Equal([0, 1, 2], turns.Utterances.Select(u => u.Index));
        Assert.Equal([ParticipantRole.Rep, ParticipantRole.Customer, ParticipantRole.Rep], turns.Utterances.Select(u => u.Role));
        Assert.True(turns.SpeakersKnown);
        Assert.Empty(turns.Warnings);
    }

    [Fact]
    public void Build_RepOnSecondChannel_SwapsTheSides()
    {
        var turns = Build(Recording(repChannel: 1, Rep, Customer), 2, Said(0, 0, 2, "hello who is this"), Said(1, 2.5, 4, "it is alex"));

        Assert.Equal(["dana", "alex"], turns.Utterances.Select(u => u.Speaker));
        Assert.Equal(1, turns.Participants.Single(p => p.Id == "alex").Channel);
        Assert.Equal(0, turns.Participants.Single(p => p.Id == "dana").Channel);
    }

    [Fact]
    public void Build_ParticipantWithChannel_OutranksRepChannel()
    {
        var turns = Build(Recording(0, Rep with { Channel = 1 }, Customer with { Channel = 0 }), 2, Said(0, 0, 2, "hello who is this"));

        Assert.Equal("dana", Assert.Single(turns.Utterances).Speaker);
    }

    [Fact]
    public void Build_NoParticipants_NamesBothSides()
    {
        var turns = Build(Recording(), 2, Said(0, 0, 1, "hello there"), Said(1, 1.5, 2, "hello"));

        Assert.Equal([("rep", ParticipantRole.Rep), ("customer", ParticipantRole.Customer)], turns.Participants.Select(p => (p.Id, p.Role)));
        Assert.Equal(["rep", "customer"], turns.Utterances.Select(u => u.Speaker));
    }

    [Fact]
    public void Build_Overlap_KeepsBothWholeInOrderOfStart()
    {
        var turns = Build(
            2,
            Said(0, 0, 6, "the price is per seat and it includes the support desk"),
            Said(1, 4, 7, "wait does that include training too"));

        Assert.Equal([(0.0, 6.0), (4.0, 7.0)], turns.Utterances.Select(u => (u.Start, u.End)));
    }

    [Fact]
    public void Build_Interruption_DoesNotJoinAcrossIt()
    {
        var turns = Build(
            2,
            Said(0, 0, 2, "so what we would do"),
            Said(1, 2.05, 2.3, "sorry can i stop you"),
            Said(0, 2.35, 4, "is start with one depot"));

        Assert.Equal(["alex", "dana", "alex"], turns.Utterances.Select(u => u.Speaker));
    }

    [Fact]
    public void Build_BackchannelWithinATurn_IsMarkedAndSplitsNothing()
    {
        var turns = Build(
            2,
            Said(0, 0, 8, "each of them keeps a column for the carrier and a column for the rate"),
            Said(1, 4, 4.4, "Mm-hm."));

        Assert.Equal(2, turns.Utterances.Count);
        Assert.False(turns.Utterances[0].Backchannel);
        Assert.True(turns.Utterances[1].Backchannel);
    }

    [Theory]
    [InlineData("can you see my screen", false)]
    [InlineData("You can see my screen?", false)]
    [InlineData("I am sharing my screen now.", true)]
    public void Build_YesAfter_IsABackchannelUnlessItAnswers(string before, bool expected)
    {
        var turns = Build(2, Said(0, 0, 2, before), Said(1, 2.5, 2.8, "yes"));

        Assert.Equal(expected, turns.Utterances[1].Backchannel);
    }

    [Fact]
    public void Build_Crosstalk_DropsTheLessCertainCopyAndSaysSo()
    {
        var turns = Build(
            2,
            Said(0, 0, 4, "we deliver twice a week from the new warehouse"),
            Said(1, 0.1, 4.1, "we deliver twice a weak from the new warehouse", logProbability: -0.9),
            Said(1, 5, 6, "that would suit us"));

        Assert.Equal(["alex", "dana"], turns.Utterances.Select(u => u.Speaker));
        Assert.Contains("Crosstalk removed", Assert.Single(turns.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_CrosstalkCutDifferently_IsStillDropped()
    {
        var turns = Build(
            2,
            Said(0, 0, 10, "we deliver twice a week from the new warehouse and you only pay for what is used each month"),
            Said(1, 5.2, 7.5, "and you only pay for", logProbability: -1.1));

        Assert.Equal("alex", Assert.Single(turns.Utterances).Speaker);
    }

    [Fact]
    public void Build_SameWordsMuchLater_KeepsBoth()
    {
        var turns = Build(
            2,
            Said(0, 0, 3, "so twenty seats for twelve months"),
            Said(1, 4, 7, "so twenty seats for twelve months", logProbability: -0.9));

        Assert.Equal(2, turns.Utterances.Count);
    }

    [Fact]
    public void Build_BothSayBye_KeepsBoth()
    {
        var turns = Build(2, Said(0, 0, 0.6, "bye bye"), Said(1, 0.2, 0.8, "bye bye", logProbability: -0.4));

        Assert.Equal(2, turns.Utterances.Count);
    }

    [Fact]
    public void Build_OneChannel_SaysThatSpeakersAreUnknown()
    {
        var turns = Build(1, Said(0, 0, 2, "hello this is alex"), Said(0, 3, 4, "hello alex"));

        Assert.False(turns.SpeakersKnown);
        Assert.All(turns.Utterances, u => Assert.Equal(("speaker", ParticipantRole.Unknown), (u.Speaker, u.Role)));
        Assert.Equal(["alex", "dana", "speaker"], turns.Participants.Select(p => p.Id));
        Assert.Contains("speakers are not told apart", Assert.Single(turns.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ThreeChannels_GivesEachItsParticipant()
    {
        var second = new Participant { Id = "marcus", Role = ParticipantRole.Customer };
        var turns = Build(
            Recording(0, Rep, Customer, second), 3, Said(0, 0, 1, "hello everyone"), Said(1, 2, 3, "hello alex"), Said(2, 4, 5, "good morning all"));

        Assert.Equal(["alex", "dana", "marcus"], turns.Utterances.Select(u => u.Speaker));
        Assert.True(turns.SpeakersKnown);
    }

    [Fact]
    public void Build_MoreChannelsThanParticipants_MakesUnknownOnes()
    {
        var turns = Build(3, Said(2, 4, 5, "good morning all"));

        Assert.Equal(("speaker-3", ParticipantRole.Unknown), (turns.Utterances[0].Speaker, turns.Utterances[0].Role));
    }

    [Fact]
    public void Build_NothingSaid_IsEmptyWithAWarning()
    {
        var turns = Build(2);

        Assert.Empty(turns.Utterances);
        Assert.Equal(["alex", "dana"], turns.Participants.Select(p => p.Id));
        Assert.Equal("No speech was recognised.", Assert.Single(turns.Warnings));
    }
}
