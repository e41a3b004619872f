namespace ConvoIntel.Models.Download;

/// <summary>One file to fetch.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Target">Where it goes; its folder exists.</param>
/// <param name="Bytes">Its size where it is known.</param>
/// <param name="Sha256">Its hash where it is known.</param>
/// <param name="Reserve">Told how many bytes are still to come as soon as that is known; throws where there is no room.</param>
internal sealed record DownloadRequest(Uri Url, string Target, long? Bytes, string? Sha256, Action<long> Reserve);

/// <summary>Where a file stands.</summary>
/// <param name="Done">Bytes that are here.</param>
/// <param name="Total">Bytes of the whole; null where that is not known.</param>
/// <param name="Note">Why it waits, or what it does beside receiving; null while it receives.</param>
internal sealed record FileProgress(long Done, long? Total, string? Note = null);
