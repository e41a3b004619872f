using ConvoIntel.Conversations;
using ConvoIntel.Ingestion.Transcripts;

namespace ConvoIntel.Ingestion.Sidecars;

/// <summary>What stands in the JSON file beside a recording. All is optional.</summary>
internal sealed record Sidecar
{
    public ConversationKind? Kind { get; init; }

    public SidecarTime? Start { get; init; }

    /// <summary>Zone in which the call's spoken dates are meant.</summary>
    public TimeZoneInfo? Zone { get; init; }

    public IReadOnlyList<Participant> Participants { get; init; } = [];

    public string? Locale { get; init; }

    public string? Direction { get; init; }

    /// <summary>Zero-based.</summary>
    public int? RepChannel { get; init; }

    public IReadOnlyList<string> DealIds { get; init; } = [];

    public IReadOnlyList<string> TrackedKeywords { get; init; } = [];

    public IReadOnlyList<string> TrackedCompetitors { get; init; } = [];

    public IReadOnlyList<TranscriptCue>? Transcript { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A start as written: with an offset, or in a zone that something else must name.</summary>
internal readonly record struct SidecarTime(DateTime Local, TimeSpan? Offset);
