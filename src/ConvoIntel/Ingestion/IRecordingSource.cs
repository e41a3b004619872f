namespace ConvoIntel.Ingestion;

/// <summary>Finds recordings among files and folders, and reads what their sidecars say.</summary>
public interface IRecordingSource
{
    /// <summary>
    /// Expands folders to the audio and transcript files in them, sidecars left out, in ordinal order.
    /// A folder that cannot be read yields itself, so that <see cref="ReadAsync"/> reports it.
    /// </summary>
    IReadOnlyList<string> Expand(IEnumerable<string> paths);

    /// <summary>Reads one file's identity and sidecar (and transcript, where it is one).</summary>
    /// <exception cref="ConvoIntelException">The file or its sidecar cannot be used.</exception>
    Task<Recording> ReadAsync(string path, CancellationToken cancellationToken);
}
