using System.Security.Cryptography;
using System.Text;

namespace ConvoIntel.Ingestion;

/// <summary>Identity of a recording by what it holds.</summary>
internal static class ContentHash
{
    /// <summary>SHA-256 of a file, read as a stream; lower-case hexadecimal.</summary>
    public static async Task<string> OfFileAsync(Stream file, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));

    /// <summary>A conversation's id: 128 bits, the same for the same content from the same source.</summary>
    public static string ConversationId(string sourceId, string contentHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sourceId}\n{contentHash}")).AsSpan(0, 16));
}
