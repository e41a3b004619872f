namespace ConvoIntel.Ingestion;

/// <summary>Opens source files, and says what is wrong where they do not open.</summary>
internal static class SourceFile
{
    /// <summary>What .NET shows in place of bytes of a name that are not UTF-8; such a name cannot be opened.</summary>
    private const char Replacement = '\uFFFD';

    /// <exception cref="ConvoIntelException">The file is missing or cannot be read.</exception>
    public static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException && path.Contains(Replacement, StringComparison.Ordinal))
        {
            throw new ConvoIntelException(FailureReason.SourceUnreadable, Path.GetFileName(path), "the file's name is not valid UTF-8",
                "Rename the file.", error);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConvoIntelException(FailureReason.SourceNotFound, path, "there is no such file", "Check the path.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, error);
        }
    }

    public static ConvoIntelException Unreadable(string path, Exception error)
    {
        var problem = Directory.Exists(path) ? "this is a folder, not a file" : $"the file cannot be read ({error.Message.TrimEnd('.')})";
        return new ConvoIntelException(FailureReason.SourceUnreadable, Path.GetFileName(path), problem, "Check its permissions, then try again.", error);
    }
}
