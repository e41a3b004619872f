using System.Text;
using ConvoIntel.Conversations;

namespace ConvoIntel.Storage.Import;

/// <summary>Reads deals from a file: CSV where it is named so, else JSON.</summary>
internal static class DealFileReader
{
    /// <exception cref="ConvoIntelException">The file cannot be read; the message names line and column.</exception>
    public static async Task<IReadOnlyList<Deal>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var text = await ReadTextAsync(path, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(text))
            throw new ConvoIntelException(FailureReason.SourceEmpty, path, "the file holds no deals", "Export them again as JSON or CSV.");

        var csv = Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var deals = csv ? DealCsvReader.Read(path, text) : DealJsonReader.Read(path, text);
        foreach (var deal in deals) DealCheck.Check(path, deal);
        return deals;
    }

    private static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            // Strict, so that a file in another encoding is reported instead of imported with holes in its names.
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConvoIntelException(FailureReason.SourceNotFound, path, "the file of deals does not exist", "Check its name.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConvoIntelException(FailureReason.SourceUnreadable, path, $"the file of deals cannot be read ({fault.Message.TrimEnd('.')})", "Check that it is a file and that you may read it.", fault);
        }
        catch (DecoderFallbackException fault)
        {
            throw DealFileFault.Of(path, "the text is not UTF-8", "Save it as UTF-8.", fault);
        }
    }
}
