using System.Security.Cryptography;
using System.Text;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Evaluation.Sets;

/// <summary>Identity of a set by its files: two results are compared only where it is the same.</summary>
internal static class SetHash
{
    /// <summary>SHA-256 over a line for each file, in order: its SHA-256 and its path from the folder.</summary>
    public static async Task<string> OfAsync(string root, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (relative, path) in files.Select(path => (EvaluationProblem.Relative(root, path), path)).OrderBy(file => file.Item1, StringComparer.Ordinal))
        {
            await using var file = SourceFile.OpenRead(path);
            all.AppendData(Encoding.UTF8.GetBytes($"{await ContentHash.OfFileAsync(file, cancellationToken)}  {relative}\n"));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
