namespace ConvoIntel.Checkpoints;

/// <summary>What one call's finished stages came to, where a killed process cannot lose it.</summary>
public interface ICallCheckpoints
{
    /// <summary>The document of a finished stage; null where it has not been finished.</summary>
    Task<byte[]?> ReadAsync(CallCheckpoint stage, CancellationToken cancellationToken);

    /// <summary>Keeps a document, whole or not at all; one that is there is replaced.</summary>
    Task WriteAsync(CallCheckpoint stage, ReadOnlyMemory<byte> document, CancellationToken cancellationToken);
}

/// <summary>The stages whose work is worth keeping. Attachment is kept by the deal book itself.</summary>
public enum CallCheckpoint
{
    /// <summary>Decoding to Diarization: words on a timeline with their speakers.</summary>
    Heard,

    /// <summary>Understanding and Scoring: the result, before a deal is found for it.</summary>
    Understood,
}
