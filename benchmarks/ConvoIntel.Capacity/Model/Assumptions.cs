namespace ConvoIntel.Capacity.Model;

/// <summary>What the page rests on; the command line sets it. Times in seconds.</summary>
internal sealed record Assumptions
{
    public CallCost Cost { get; init; } = new();

    public IReadOnlyList<double> Loads { get; init; } = [1_000, 10_000, 100_000, 1_000_000];

    public double MeanLength { get; init; } = 360;

    /// <summary>Spread of the logarithm of lengths: at 1, half of the calls last under four minutes and one in fifty over half an hour.</summary>
    public double Sigma { get; init; } = 1;

    public double Longest { get; init; } = 3 * 3600;

    /// <summary>Within which 95 of 100 calls must begin.</summary>
    public double Patience { get; init; } = 300;

    public double Failing { get; init; } = 0.005;

    public double BetweenCrashes { get; init; } = 86_400;

    /// <summary>Multiples of the starter model's work to show.</summary>
    public IReadOnlyList<double> ModelCosts { get; init; } = [1, 3, 10, 30];

    public int Seed { get; init; } = 20261124;
}
