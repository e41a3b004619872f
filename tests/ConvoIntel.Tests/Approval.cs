namespace ConvoIntel.Tests;

/// <summary>Compares a contract's text with the file that was approved. After an intended change, run the tests with CONVOINTEL_APPROVE=1 and read the diff.</summary>
internal static class Approval
{
    /// <param name="actual">The contract as the code writes it now.</param>
    /// <param name="file">The approved file, from the repository's root.</param>
    public static void Check(string actual, string file)
    {
        var path = Repository.File(file);
        if (Environment.GetEnvironmentVariable("CONVOINTEL_APPROVE") == "1") File.WriteAllText(path, $"{actual.TrimEnd()}\n");
        Assert.True(File.Exists(path), $"{file} does not exist; run the tests once with CONVOINTEL_APPROVE=1.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd(), actual.ReplaceLineEndings("\n").TrimEnd());
    }
}
