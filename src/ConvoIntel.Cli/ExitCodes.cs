namespace ConvoIntel.Cli;

/// <summary>What the process returns; scripts may rely on it.</summary>
internal static class ExitCodes
{
    /// <summary>Everything asked for was done.</summary>
    public const int Success = 0;

    /// <summary>Some files have no result, or what was asked for was not found; the rest was done.</summary>
    public const int Incomplete = 1;

    /// <summary>Nothing was done: a wrong argument, a wrong setting, a model that cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>Interrupted by the user (128 + SIGINT, as shells report it).</summary>
    public const int Cancelled = 130;
}
