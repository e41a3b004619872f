using ConvoIntel.Conversations;
using ConvoIntel.Diarization;
using ConvoIntel.Diarization.Roles;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Tests.Diarization.Roles;

/// <summary>Stereo calls: the roles that channels gave, against what is said.</summary>
public sealed class ChannelRolesTests
{
    [Theory]
    [InlineData(true, "\"agentChannel\": \"right\" in the sidecar")]
    [InlineData(false, "Ingestion:RepChannel to 1")]
    public void Assign_SwappedChannels_WarnsWithConfidenceAndRemedyAndLeavesTheRoles(bool given, string remedy)
    {
        var turns = Assign(given, RoleCheck.Warn, "rep 0.02", "rep 0.97");

        var warning = Assert.Single(turns.Warnings);
        Assert.Contains("the rep is on the right channel (confidence 0.97)", warning, StringComparison.Ordinal);
        Assert.Contains(remedy, warning, StringComparison.Ordinal);
        Assert.Equal(["rep", "customer"], turns.Utterances.Select(utterance => utterance.Speaker));
        Assert.Equal(given ? RoleSource.Source : RoleSource.Convention, turns.Participants[0].RoleSource);
        Assert.Equal(0.02, turns.Participants[0].RoleConfidence!.Value, 9);
        Assert.Equal("said", Assert.Single(turns.Models).Name);
    }

    [Theory]
    [InlineData("rep 0.98", "rep 0.02")]
    [InlineData("rep 0.06", "rep 0.94")]
    [InlineData("rep 0.50", "rep 0.99")]
    public void Assign_ChannelsRightOrUnsure_WarnsOfNothing(string left, string right)
    {
        var turns = Assign(given: true, RoleCheck.Warn, left, right);
        Assert.Empty(turns.Warnings);
        Assert.All(turns.Participants, participant => Assert.NotNull(participant.RoleConfidence));
    }

    [Fact]
    public void Assign_CorrectAndConvention_ExchangesSpeakersAndChannels()
    {
        var turns = Assign(given: false, RoleCheck.Correct, "rep 0.02", "rep 0.97");

        Assert.Equal(["customer", "rep"], turns.Utterances.Select(utterance => utterance.Speaker));
        Assert.Equal([ParticipantRole.Customer, ParticipantRole.Rep], turns.Utterances.Select(utterance => utterance.Role));
        Assert.Equal([1, 0], turns.Participants.Select(participant => participant.Channel!.Value));
        Assert.All(turns.Participants, participant => Assert.Equal(RoleSource.Model, participant.RoleSource));
        Assert.Equal([0.97, 0.98], turns.Participants.Select(participant => Math.Round(participant.RoleConfidence!.Value, 9)));
        Assert.Contains("were exchanged", Assert.Single(turns.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Assign_CorrectAndSidecar_WarnsOnly()
    {
        var turns = Assign(given: true, RoleCheck.Correct, "rep 0.02", "rep 0.97");
        Assert.Equal(["rep", "customer"], turns.Utterances.Select(utterance => utterance.Speaker));
        Assert.Contains("sidecar puts the rep on the left", Assert.Single(turns.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Assign_Off_SaysWhereRolesComeFromAndNothingElse()
    {
        var turns = Assign(given: false, RoleCheck.Off, "rep 0.02", "rep 0.97");
        Assert.Empty(turns.Warnings);
        Assert.Empty(turns.Models);
        Assert.All(turns.Participants, participant => Assert.Equal((RoleSource.Convention, null), (participant.RoleSource, participant.RoleConfidence)));
    }

    [Fact]
    public void Assign_OnlyOneSideSpeaks_IsNotJudged()
    {
        var turns = Turns("rep 0.02") with { Participants = [Some.Rep(), Some.Customer()] };
        var settled = new RoleAssigner(new SaidModel(), new DiarizationOptions()).Assign(Some.Recording(), turns);
        Assert.Empty(settled.Warnings);
        Assert.Equal([RoleSource.Convention, null], settled.Participants.Select(participant => participant.RoleSource));
    }

    private static DiarizedConversation Assign(bool given, RoleCheck check, string left, string right)
    {
        var options = new DiarizationOptions { RoleCheck = check };
        return new RoleAssigner(check == RoleCheck.Off ? null : new SaidModel(), options)
            .Assign(Some.Recording() with { RepChannelGiven = given }, Turns(left, right));
    }

    private static DiarizedConversation Turns(string left, string? right = null) => new()
    {
        Participants = [Some.Rep(), Some.Customer()],
        SpeakersKnown = true,
        Utterances = right is null
            ? [Some.Utterance(0, ParticipantRole.Rep, 0, 2, left)]
            : [Some.Utterance(0, ParticipantRole.Rep, 0, 2, left), Some.Utterance(1, ParticipantRole.Customer, 2, 4, right)],
    };
}
