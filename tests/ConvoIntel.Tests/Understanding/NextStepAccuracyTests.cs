using Xunit.Abstractions;

namespace ConvoIntel.Tests.Understanding;

/// <summary>Who owns a commitment and when it is due, on commitments written without a look at the rules.</summary>
public sealed class NextStepAccuracyTests(ITestOutputHelper output)
{
    /// <summary>What the product promises of owners and of dates.</summary>
    private const double Promised = 0.9;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Find_WrittenCommitments_OwnersAndDatesAreRightNineTimesInTen(bool heldOut)
    {
        var cases = NextStepCase.All.Where(c => c.HeldOut == heldOut).ToArray();
        var found = cases.Select(c => (Case: c, Found: c.Found())).ToArray();
        var owners = found.Count(f => f.Found.Owner == f.Case.Owner);
        var dates = found.Count(f => f.Found.Due == f.Case.Due);

        foreach (var (miss, got) in found.Where(f => f.Found.Owner != f.Case.Owner || f.Found.Due != f.Case.Due))
            output.WriteLine($"{miss.Owner} {miss.Due}, found {got.Owner} {got.Due}: {miss.Role} {miss.Words}");
        output.WriteLine($"{cases.Length} commitments: owner {owners}, due date {dates}");
        Assert.True(cases.Length >= 100);
        Assert.True(owners >= Promised * cases.Length, $"Owner right in {owners} of {cases.Length}.");
        Assert.True(dates >= Promised * cases.Length, $"Due date right in {dates} of {cases.Length}.");
    }
}
