using ConvoIntel.Conversations;
using ConvoIntel.Diarization.Roles;

namespace ConvoIntel.Tests.Diarization.Roles;

public sealed class RoleJudgeTests
{
    private const double OneSided = 0.02;

    private static readonly RoleModelConfig Config = new()
    {
        Format = RoleModelConfig.CurrentFormat,
        Name = "test",
        Version = "1",
        Buckets = 16,
        Scale = 1,
        Shrink = 0.5,
        UtteranceCap = 3,
        SpeakerCap = 4,
        OneSided = OneSided,
    };

    [Fact]
    public void Evidence_ManyUtterances_CountForLessThanTheirSum()
    {
        Assert.Equal(0, RoleJudge.Evidence([], Config));
        Assert.Equal(0.5, RoleJudge.Evidence([0.5], Config), 9);
        // Four times the same: 4 × 0.5 ÷ √4.
        Assert.Equal(1, RoleJudge.Evidence([0.5, 0.5, 0.5, 0.5], Config), 9);
    }

    [Fact]
    public void Evidence_WildUtterances_StaysWithinItsCaps()
    {
        Assert.Equal(3, RoleJudge.Evidence([80], Config), 9);
        Assert.Equal(-4, RoleJudge.Evidence([.. Enumerable.Repeat(-80.0, 100)], Config), 9);
    }

    [Fact]
    public void RepProbabilities_TwoSpeakers_OneSayingMuchTellsOfTheOther()
    {
        var reps = RoleJudge.RepProbabilities([2.5, 0], [ParticipantRole.Unknown, ParticipantRole.Unknown], OneSided);
        Assert.InRange(reps[0], 0.9, 0.95);
        Assert.InRange(reps[1], 0.05, 0.1);
    }

    [Fact]
    public void RepProbabilities_NothingSaid_IsEven()
    {
        Assert.All(RoleJudge.RepProbabilities([0, 0, 0], new ParticipantRole[3], OneSided), rep => Assert.Equal(0.5, rep, 9));
        Assert.Equal(0.5, Assert.Single(RoleJudge.RepProbabilities([0], new ParticipantRole[1], OneSided)), 9);
    }

    [Fact]
    public void RepProbabilities_ThreeSpeakers_TwoMayShareASide()
    {
        var reps = RoleJudge.RepProbabilities([3, -3, -2], new ParticipantRole[3], OneSided);
        Assert.True(reps[0] > 0.95 && reps[1] < 0.05 && reps[2] < 0.15, string.Join(' ', reps));
    }

    [Fact]
    public void RepProbabilities_KnownRole_IsKeptAndTellsOfTheOther()
    {
        // What is said points the wrong way, but not more strongly than what is known.
        var reps = RoleJudge.RepProbabilities([-1, 0.5], [ParticipantRole.Rep, ParticipantRole.Unknown], OneSided);
        Assert.Equal(1, reps[0], 9);
        Assert.True(reps[1] < 0.1, $"{reps[1]}");
    }

    [Fact]
    public void RepProbabilities_MoreSpeakersThanCanBeWeighedTogether_JudgesEachAlone()
    {
        var evidence = Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 2.0 : -2.0).ToArray();
        var reps = RoleJudge.RepProbabilities(evidence, [ParticipantRole.Customer, .. new ParticipantRole[39]], OneSided);
        Assert.Equal(0, reps[0]);
        Assert.Equal(1 / (1 + Math.Exp(2)), reps[1], 9);
        Assert.Equal(1 / (1 + Math.Exp(-2)), reps[2], 9);
    }
}
