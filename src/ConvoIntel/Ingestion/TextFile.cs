using System.Text;

namespace ConvoIntel.Ingestion;

/// <summary>Reads sidecars and transcripts as text, in whatever Unicode encoding they were written.</summary>
internal static class TextFile
{
    /// <summary>A day of speech with word times takes less; more is no transcript.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <param name="path">The file.</param>
    /// <param name="tooLarge">Reason to give where the file is too large to be what it claims.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<string> ReadAsync(string path, FailureReason tooLarge, CancellationToken cancellationToken)
    {
        await using var file = SourceFile.OpenRead(path);
        try
        {
            if (file.Length > MaxLength)
            {
                throw new ConvoIntelException(tooLarge, Path.GetFileName(path), $"the file is larger than {MaxLength / 1024 / 1024} MB",
                    "Check that it is what its name says.");
            }
            var bytes = new byte[file.Length];
            var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return Decode(bytes.AsSpan(0, length));
        }
        catch (IOException error)
        {
            throw SourceFile.Unreadable(path, error);
        }
    }

    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        // Without a mark, a zero in the first character tells UTF-16: these formats all begin with ASCII.
        if (bytes.Length >= 2 && bytes[1] == 0 && bytes[0] != 0)
            return Encoding.Unicode.GetString(bytes);
        if (bytes.Length >= 2 && bytes[0] == 0 && bytes[1] != 0)
            return Encoding.BigEndianUnicode.GetString(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
