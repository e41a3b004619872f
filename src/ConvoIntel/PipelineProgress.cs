namespace ConvoIntel;

/// <summary>The stages of a call, in order.</summary>
public enum PipelineStage
{
    /// <summary>Identity, sidecar, participants.</summary>
    Ingestion,

    /// <summary>Audio to speech windows; recognition runs beside it.</summary>
    Segmentation,

    /// <summary>All audio is read; windows are still being recognised.</summary>
    Transcription,

    /// <summary>Tags, objections, next steps, metrics.</summary>
    Understanding,

    /// <summary>Deal found, result stored.</summary>
    Attachment,

    /// <summary>Result or failure is out.</summary>
    Done,
}

/// <summary>Where a call stands.</summary>
/// <param name="Path">The file.</param>
/// <param name="Stage">The stage it is in.</param>
/// <param name="Fraction">Share of the stage's work that is done, 0 to 1; null where it cannot be told.</param>
/// <param name="AudioSeconds">Seconds of audio read so far.</param>
public sealed record PipelineProgress(string Path, PipelineStage Stage, double? Fraction, double AudioSeconds);
