using ConvoIntel.Conversations;

namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>One cue of a transcript, as its file has it; it stays one utterance unless it is very long.</summary>
internal sealed record TranscriptCue
{
    /// <summary>The speaker's label or id, or null where the cue names none.</summary>
    public string? Speaker { get; init; }

    /// <summary>Seconds.</summary>
    public required double Start { get; init; }

    /// <summary>Seconds.</summary>
    public required double End { get; init; }

    public required string Text { get; init; }

    public IReadOnlyList<Word> Words { get; init; } = [];
}

/// <summary>Cues in the order of their file, and what was wrong with it and survived.</summary>
internal sealed record TranscriptCues(IReadOnlyList<TranscriptCue> Cues, IReadOnlyList<string> Warnings);
