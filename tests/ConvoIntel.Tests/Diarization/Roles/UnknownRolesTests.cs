using ConvoIntel.Conversations;
using ConvoIntel.Diarization;
using ConvoIntel.Diarization.Roles;

namespace ConvoIntel.Tests.Diarization.Roles;

/// <summary>Speakers told apart by a diarizer or a transcript, without roles.</summary>
public sealed class UnknownRolesTests
{
    private static readonly Participant First = new() { Id = "speaker-00", Name = "SPEAKER_00", Role = ParticipantRole.Unknown };
    private static readonly Participant Second = new() { Id = "speaker-01", Name = "SPEAKER_01", Role = ParticipantRole.Unknown };

    [Fact]
    public void Assign_ModelIsSure_GivesRolesAndSaysSo()
    {
        var turns = Assign([First, Second], ("speaker-00", "rep 0.04"), ("speaker-01", "rep 0.955"));

        Assert.Equal([ParticipantRole.Customer, ParticipantRole.Rep], turns.Utterances.Select(utterance => utterance.Role));
        Assert.Equal([(RoleSource.Model, 0.96), (RoleSource.Model, 0.955)], turns.Participants.Select(one => (one.RoleSource!.Value, one.RoleConfidence!.Value)));
        Assert.True(turns.SpeakersKnown);
        Assert.Contains("SPEAKER_00 the customer (0.96), SPEAKER_01 the rep (0.95)", Assert.Single(turns.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Assign_ModelIsUnsure_LeavesThemUnknownAndNamesTheRemedy()
    {
        var turns = Assign([First, Second], ("speaker-00", "rep 0.3"), ("speaker-01", "rep 0.7"));

        Assert.All(turns.Utterances, utterance => Assert.Equal(ParticipantRole.Unknown, utterance.Role));
        Assert.False(turns.SpeakersKnown);
        Assert.Contains("does not tell which side SPEAKER_00 and SPEAKER_01 are on. A sidecar", Assert.Single(turns.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Assign_SidecarExpectsOneOfEachSide_LabelledSpeakersAreThosePeople()
    {
        var turns = Assign(
            [Some.Rep() with { Channel = null }, Some.Customer("casey@buyer.example") with { Channel = null }, First, Second],
            ("speaker-00", "rep 0.04"), ("speaker-01", "rep 0.96"));

        Assert.Equal(["customer", "rep"], turns.Utterances.Select(utterance => utterance.Speaker));
        Assert.Equal(["rep", "customer"], turns.Participants.Select(participant => participant.Id));
        Assert.Equal(("casey@buyer.example", RoleSource.Model), (turns.Participants[1].Email, turns.Participants[1].RoleSource!.Value));
    }

    [Fact]
    public void Assign_TwoSpeakersOnOneSide_NeitherIsTakenForTheOneExpected()
    {
        var turns = Assign(
            [Some.Rep(), Some.Customer(), First, Second, new Participant { Id = "speaker-02", Role = ParticipantRole.Unknown }],
            ("speaker-00", "rep 0.04"), ("speaker-01", "rep 0.96"), ("speaker-02", "rep 0.05"));

        Assert.Equal(["speaker-00", "rep", "speaker-02"], turns.Utterances.Select(utterance => utterance.Speaker));
        Assert.Contains(turns.Participants, participant => participant is { Id: "customer", RoleSource: null });
    }

    [Fact]
    public void Assign_SpeakerWithAName_IsNotTakenForAnotherPerson()
    {
        var named = First with { Name = "Jordan" };
        var turns = Assign([Some.Customer(), named, Second], ("speaker-00", "rep 0.04"), ("speaker-01", "rep 0.96"));
        Assert.Equal("speaker-00", turns.Utterances[0].Speaker);
    }

    [Fact]
    public void Assign_OneRoleIsKnown_TheModelIsToldIt()
    {
        var model = new SaidModel();
        var turns = Assign(model, [Some.Rep(), First], ("rep", "rep 0.1"), ("speaker-00", "rep 0.05"));

        Assert.Equal([ParticipantRole.Rep, ParticipantRole.Unknown], model.Asked!.Select(speaker => speaker.Known));
        Assert.Equal([ParticipantRole.Rep, ParticipantRole.Customer], turns.Utterances.Select(utterance => utterance.Role));
        Assert.Equal(RoleSource.Source, turns.Participants[0].RoleSource);
    }

    [Fact]
    public void Assign_VoicesNotToldApart_AreNotJudged()
    {
        var model = new SaidModel();
        var everyone = new Participant { Id = ChannelParticipants.UnknownSpeaker, Role = ParticipantRole.Unknown };
        var turns = Assign(model, [everyone, First], (everyone.Id, "rep 0.96"), (First.Id, "rep 0.04"));

        Assert.Null(model.Asked);
        Assert.StartsWith("The transcript does not tell", Assert.Single(turns.Warnings), StringComparison.Ordinal);
    }

    private static DiarizedConversation Assign(Participant[] participants, params (string Speaker, string Text)[] said) =>
        Assign(new SaidModel(), participants, said);

    private static DiarizedConversation Assign(SaidModel model, Participant[] participants, params (string Speaker, string Text)[] said)
    {
        Utterance[] utterances =
        [
            .. said.Select((one, i) => Some.Utterance(i, ParticipantRole.Unknown, i, i + 1, one.Text) with
            {
                Speaker = one.Speaker,
                Role = participants.Single(participant => participant.Id == one.Speaker).Role,
            }),
        ];
        return new RoleAssigner(model, new DiarizationOptions()).Assign(
            Some.Recording(participants) with { Transcript = utterances },
            new DiarizedConversation { Participants = participants, Utterances = utterances });
    }
}
