using ConvoIntel.Conversations;
using ConvoIntel.Scoring;
using FsCheck.Xunit;

namespace ConvoIntel.Tests.Scoring;

/// <summary>What holds for every timeline.</summary>
public sealed class MetricsPropertyTests
{
    /// <summary>One utterance in tenths of a second; speaker 0 is the rep, 1 and 2 customers, 3 unknown.</summary>
    public sealed record Said(byte Speaker, ushort Start, byte Length, byte Words, bool Backchannel);

    [Property]
    public void Calculate_AnyTimeline_KeepsSharesBetweenZeroAndOne(Said[] said, ushort duration)
    {
        var metrics = MetricsCalculator.Calculate(Timeline(said), duration);

        foreach (var share in new[] { metrics.TalkRatio, metrics.TalkShareOfCall, metrics.SilenceShare, metrics.OvertalkShare })
            Assert.True(share is null or (>= 0 and <= 1 + 1e-9), $"{share}");
        Assert.True(metrics.Patience is null or >= 0);
    }

    [Property]
    public void Calculate_AnyOrder_GivesTheSameFigures(Said[] said, ushort duration, int seed)
    {
        var utterances = Timeline(said);
        var shuffled = (Utterance[])utterances.Clone();
        new Random(seed).Shuffle(shuffled);

        Assert.Equivalent(MetricsCalculator.Calculate(utterances, duration), MetricsCalculator.Calculate(shuffled, duration), strict: true);
    }

    [Property]
    public void Calculate_SidesExchanged_ExchangesTheirFigures(Said[] said, ushort duration)
    {
        var utterances = Timeline(said);
        var one = MetricsCalculator.Calculate(utterances, duration);
        var other = MetricsCalculator.Calculate([.. utterances.Select(u => u with { Role = Exchange(u.Role) })], duration);

        Assert.Equal(one.TalkRatio is null, other.TalkRatio is null);
        Assert.Equal(1, (one.TalkRatio + other.TalkRatio) ?? 1, 9);
        Assert.Equal(one.RepInterruptions, other.CustomerInterruptions);
        Assert.Equal(one.LongestRepMonologue?.Duration, other.LongestCustomerMonologue?.Duration);
        Assert.Equal(one.OvertalkShare, other.OvertalkShare);
    }

    [Property]
    public void Calculate_AnyTimeline_HasMonologuesWithinTheCallThatCoverTheirUtterances(Said[] said)
    {
        var utterances = Timeline(said);
        var monologue = MetricsCalculator.Calculate(utterances, 0).LongestRepMonologue;
        if (monologue is null) return;

        var cited = monologue.Utterances.Select(i => utterances[i]).ToList();
        Assert.All(cited, u => Assert.Equal(ParticipantRole.Rep, u.Role));
        Assert.Equal(cited.Min(u => u.Start), monologue.Start);
        Assert.Equal(cited.Max(u => u.End), monologue.Start + monologue.Duration, 9);
        // No single thing that the rep said lasts longer.
        Assert.True(monologue.Duration >= utterances.Where(u => u.Role == ParticipantRole.Rep && !u.Backchannel).Max(u => u.End - u.Start) - 1e-9);
    }

    private static ParticipantRole Exchange(ParticipantRole role) => role switch
    {
        ParticipantRole.Rep => ParticipantRole.Customer,
        ParticipantRole.Customer => ParticipantRole.Rep,
        _ => role,
    };

    private static Utterance[] Timeline(Said[] said) =>
    [
        .. said.Select((s, index) => new Utterance
        {
            Index = index,
            Speaker = $"{s.Speaker % 4}",
            Role = (s.Speaker % 4) switch { 0 => ParticipantRole.Rep, 3 => ParticipantRole.Unknown, _ => ParticipantRole.Customer },
            Start = s.Start / 10.0,
            End = (s.Start + s.Length) / 10.0,
            Text = string.Join(' ', Enumerable.Repeat("word", s.Words % 12)),
            Backchannel = s.Backchannel,
        }),
    ];
}
