using System.ComponentModel.DataAnnotations;

namespace ConvoIntel.Storage;

/// <summary>Where the deal book lies, and how patient its users are.</summary>
public sealed class StorageOptions
{
    /// <summary>The SQLite file; made, with its folder, where it does not exist. Default: <c>convointel.db</c> in the working folder.</summary>
    [Required]
    public string Path { get; set; } = "convointel.db";

    /// <summary>How long a write waits for another process's, 1 s to 10 min. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
