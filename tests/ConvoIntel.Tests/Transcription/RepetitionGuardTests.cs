using ConvoIntel.Transcription.Search;

namespace ConvoIntel.Tests.Transcription;

public class RepetitionGuardTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(3, 6)]
    [InlineData(8, 4)]
    public void FindLoop_TheSameTokensOverAndOver_FindsAllButTheFirstRound(int period, int rounds)
    {
        int[] tokens = [100, 101, .. Enumerable.Repeat(Enumerable.Range(0, period), rounds).SelectMany(round => round)];

        Assert.Equal((period, period * (rounds - 1)), RepetitionGuard.FindLoop(tokens));
    }

    [Fact]
    public void FindLoop_NoSaidFiveTimes_IsNotALoop() => Assert.Null(RepetitionGuard.FindLoop([1, 2, 3, 9, 9, 9, 9, 9]));

    [Fact]
    public void FindLoop_ASentenceSaidTwice_IsNotALoop() =>
        Assert.Null(RepetitionGuard.FindLoop([.. Enumerable.Range(0, 20), .. Enumerable.Range(0, 20)]));

    [Fact]
    public void Add_RowThatLoops_KeepsTheTextBeforeAndOneRound()
    {
        var row = new SearchRow([0], maxTokens: 100, positions: 1, new Random(0));

        foreach (var token in new[] { 50, 51 }.Concat(Enumerable.Repeat(new[] { 1, 2, 3, 4 }, 10).SelectMany(round => round)))
        {
            if (row.Stop is null)
                row.Add(token, -0.1, endOfText: 99);
        }

        Assert.Equal(StopReason.Loop, row.Stop);
        Assert.Equal([50, 51, 1, 2, 3, 4], row.Tokens);
    }
}
