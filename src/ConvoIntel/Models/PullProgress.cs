namespace ConvoIntel.Models;

/// <summary>What a pull does to a file.</summary>
public enum PullStep
{
    /// <summary>Bytes come.</summary>
    Receiving,

    /// <summary>It waits before another try, or checks what came; the note says which.</summary>
    Waiting,

    /// <summary>The file is here and right.</summary>
    Done,

    /// <summary>The publisher does not have this optional file.</summary>
    Absent,
}

/// <summary>Where a pull stands.</summary>
/// <param name="File">Path of the file in the model's folder.</param>
/// <param name="Number">Which of the files to fetch, from 1.</param>
/// <param name="Count">How many there are to fetch.</param>
/// <param name="Step">What happens to it.</param>
/// <param name="Done">Bytes that are here.</param>
/// <param name="Total">Bytes of the whole file; null where that is not known.</param>
/// <param name="Note">Why it waits.</param>
public sealed record PullProgress(string File, int Number, int Count, PullStep Step, long Done, long? Total, string? Note);

/// <summary>What a pull did.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Variant">The variant, where it has several.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Fetched">Files that were fetched; 0 where all was there.</param>
/// <param name="Bytes">Bytes of the variant's files on disk.</param>
/// <param name="Locked">Files of which no hash was known, now locked.</param>
public sealed record PullResult(string Model, string? Variant, string Folder, int Fetched, long Bytes, int Locked);
