namespace ConvoIntel;

/// <summary>Each place a call can break. The retry class says whether trying again can help.</summary>
public enum FailureReason
{
    /// <summary>The file or folder does not exist. Permanent.</summary>
    SourceNotFound,

    /// <summary>The file exists and cannot be read: permissions, a lock, a failing disk. Transient.</summary>
    SourceUnreadable,

    /// <summary>The file holds no bytes. Permanent.</summary>
    SourceEmpty,

    /// <summary>Neither audio nor a transcript that ConvoIntel reads. Permanent.</summary>
    UnsupportedFormat,

    /// <summary>The container is damaged past reading. Permanent.</summary>
    CorruptAudio,

    /// <summary>More than 8 channels, or none; a sample rate out of range. Permanent.</summary>
    UnsupportedAudioLayout,

    /// <summary>The format needs FFmpeg, and it was not found. Permanent until it is installed.</summary>
    FfmpegMissing,

    /// <summary>FFmpeg stopped with an error. Permanent.</summary>
    FfmpegFailed,

    /// <summary>The sidecar is not JSON, or a field has the wrong type. Permanent.</summary>
    SidecarInvalid,

    /// <summary>The transcript file cannot be parsed. Permanent.</summary>
    TranscriptInvalid,

    /// <summary>Another file of the same run has the same content. Permanent; nothing is lost.</summary>
    DuplicateContent,

    /// <summary>A model folder or file is missing, corrupt, or of a layout that is not supported. Permanent.</summary>
    ModelUnusable,

    /// <summary>A file of a model could not be fetched, or is not the one that was expected. Transient.</summary>
    DownloadFailed,

    /// <summary>Inference failed while running. Transient.</summary>
    InferenceFailed,

    /// <summary>The deal book could not be read or written. Transient.</summary>
    DealBookUnavailable,

    /// <summary>The result could not be written. Transient.</summary>
    ResultNotWritten,

    /// <summary>The worker's process ended again and again while it was at this call. Permanent.</summary>
    WorkerLost,

    /// <summary>A defect of ConvoIntel. Permanent.</summary>
    Unexpected,
}

/// <summary>What a reason means for trying again.</summary>
public static class FailureReasons
{
    /// <summary>Whether trying again later can help.</summary>
    public static bool IsTransient(this FailureReason reason) => reason is FailureReason.SourceUnreadable or FailureReason.DownloadFailed
        or FailureReason.InferenceFailed or FailureReason.DealBookUnavailable or FailureReason.ResultNotWritten;
}

/// <summary>What to say of a failed call: which file, why, and what to do about it.</summary>
public sealed class ConvoIntelException : Exception
{
    /// <param name="reason">The place it broke.</param>
    /// <param name="source">The file concerned.</param>
    /// <param name="problem">What is wrong, as a clause without the file's name: "the file holds no bytes".</param>
    /// <param name="remedy">What the user can do, as a sentence: "Record again, or remove it."</param>
    /// <param name="inner">The error underneath, if any.</param>
    public ConvoIntelException(FailureReason reason, string source, string problem, string remedy, Exception? inner = null)
        : base($"{source}: {problem}. {remedy}", inner)
    {
        Reason = reason;
        SourceName = source;
        Problem = problem;
        Remedy = remedy;
    }

    public FailureReason Reason { get; }

    /// <summary>The file concerned.</summary>
    public string SourceName { get; }

    public string Problem { get; }

    public string Remedy { get; }
}
