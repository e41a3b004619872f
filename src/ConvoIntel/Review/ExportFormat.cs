namespace ConvoIntel.Review;

/// <summary>Forms in which a result leaves ConvoIntel for people and other tools.</summary>
public enum ExportFormat
{
    /// <summary>The public contract, <see cref="Conversations.ConversationResult"/>.</summary>
    Json,

    /// <summary>WebVTT with a <c>v</c> span for the speaker.</summary>
    Vtt,

    /// <summary>SubRip.</summary>
    Srt,

    /// <summary>A page of Markdown: findings, then the transcript.</summary>
    Md,
}
