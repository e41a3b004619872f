namespace ConvoIntel.Storage.Import;

/// <summary>Errors of a file of deals, worded in one way.</summary>
internal static class DealFileFault
{
    public static ConvoIntelException Of(string path, string problem, string remedy, Exception? inner = null) =>
        new(FailureReason.UnsupportedFormat, path, problem, $"{remedy} Nothing was imported.", inner);

    /// <summary>An error at a line, counted from 1, and a column.</summary>
    public static ConvoIntelException At(string path, long line, string column, string problem, string remedy) =>
        Of(path, $"line {line}, column '{column}': {problem}", remedy);
}
