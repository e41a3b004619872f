namespace ConvoIntel.Capacity.Simulation;

/// <summary>Draws from distributions.</summary>
internal static class Draw
{
    public static double Exponential(Random chance, double mean) => -mean * Math.Log(1 - chance.NextDouble());

    /// <summary>By Box and Muller, A Note on the Generation of Random Normal Deviates, 1958.</summary>
    public static double Normal(Random chance) =>
        Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
