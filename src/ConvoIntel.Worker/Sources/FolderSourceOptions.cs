using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Sources;

/// <summary>A watched folder; section <c>Sources:Folder</c>.</summary>
internal sealed class FolderSourceOptions
{
    public const string SectionName = "Sources:Folder";

    /// <summary>The folder, with those in it; empty (the default) for none.</summary>
    public string Path { get; set; } = "";

    /// <summary>How long a file and its sidecar must stay as they are before they count as whole, 0 to 1 h; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the folder is read, 50 ms to 1 h; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Where recordings go once they are attached; null (the default) leaves them where they are.</summary>
    public string? DoneFolder { get; set; }

    /// <summary>Where recordings go that were given up, each with a text file that says why; null (the default) leaves them.</summary>
    public string? FailedFolder { get; set; }
}

[OptionsValidator]
internal sealed partial class FolderSourceOptionsValidator : IValidateOptions<FolderSourceOptions>;

/// <summary>What attributes cannot check.</summary>
internal sealed class FolderSourceConsistency : IValidateOptions<FolderSourceOptions>
{
    public ValidateOptionsResult Validate(string? name, FolderSourceOptions options)
    {
        var failures = new List<string>();
        if (options.Path.Length > 0 && !Directory.Exists(options.Path))
            failures.Add($"{FolderSourceOptions.SectionName}:Path: the folder '{options.Path}' does not exist. Make it, or correct the path.");
        foreach (var (key, folder) in new[] { ("DoneFolder", options.DoneFolder), ("FailedFolder", options.FailedFolder) })
        {
            // A recording that was moved into what is watched would be found again.
            if (options.Path.Length > 0 && !string.IsNullOrEmpty(folder) && IsWithin(folder, options.Path))
                failures.Add($"{FolderSourceOptions.SectionName}:{key}: '{folder}' lies in the watched folder. Choose one beside it.");
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsWithin(string folder, string outer)
    {
        var relative = System.IO.Path.GetRelativePath(outer, folder);
        return relative != ".." && !relative.StartsWith(".." + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) && !System.IO.Path.IsPathRooted(relative);
    }
}
