using ConvoIntel.Models.Download;

namespace ConvoIntel.Models;

/// <summary>Says before a download that it does not fit.</summary>
/// <param name="folder">Where the files go.</param>
/// <param name="free">Bytes that are free at a folder.</param>
internal sealed class DiskRoom(string folder, Func<string, long> free)
{
    // What else is written meanwhile, and the file system's own.
    private const long Reserve = 64L << 20;

    /// <exception cref="ConvoIntelException">There is less than that.</exception>
    public void Require(long bytes)
    {
        if (Shortage(bytes) is { } shortage)
            throw new ConvoIntelException(FailureReason.DownloadFailed, folder, shortage, Remedy);
    }

    /// <summary>The same for one file, once its size is known.</summary>
    public void RequireForFile(long bytes)
    {
        if (Shortage(bytes) is { } shortage) throw new PermanentFault(shortage, Remedy);
    }

    private static string Remedy => "Make room, name another folder with --models, or pull a smaller variant; what came is kept.";

    private string? Shortage(long bytes)
    {
        var there = free(folder);
        return bytes + Reserve > there ? $"the disk has {ByteText.Of(there)} free, and {ByteText.Of(bytes)} are to come" : null;
    }
}
