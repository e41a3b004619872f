namespace ConvoIntel.Benchmarks.Speed;

internal static class SpeedTable
{
    public const string Verb = "speed";

    public static Task<int> MakeAsync(string[] args) => Task.FromResult(0);
}
