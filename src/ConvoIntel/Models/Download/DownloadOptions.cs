namespace ConvoIntel.Models.Download;

/// <summary>How patient a download is. Not settings: no user has had a reason to change them.</summary>
internal sealed record DownloadOptions
{
    /// <summary>Tries without progress before a file is given up.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The same where no connection was made at all: without a network the answer should not take a minute.</summary>
    public int UnreachableAttempts { get; init; } = 3;

    /// <summary>Bytes from which a try counts as progress.</summary>
    public long Progress { get; init; } = 64 * 1024;

    /// <summary>Longest silence on a connection.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>First pause between tries; each next is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause of our own.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause that a server may ask for; what asks for more is given up.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(5);
}
