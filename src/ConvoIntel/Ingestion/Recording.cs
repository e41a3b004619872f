using ConvoIntel.Conversations;

namespace ConvoIntel.Ingestion;

/// <summary>A source file with all that its sidecar or name tells: what the later stages start from.</summary>
public sealed record Recording
{
    /// <summary>Full path of the audio or transcript file.</summary>
    public required string Path { get; init; }

    public required Conversation Conversation { get; init; }

    /// <summary>Participants from the sidecar or the defaults; channels assigned where a convention says so.</summary>
    public required IReadOnlyList<Participant> Participants { get; init; }

    /// <summary>Zero-based channel of the rep in a stereo recording.</summary>
    public int RepChannel { get; init; }

    /// <summary>True where a sidecar says which channel the rep is on; false where <see cref="RepChannel"/> is the convention.</summary>
    public bool RepChannelGiven { get; init; }

    /// <summary>Identifiers of deals (opportunities) that the sidecar names, most specific first.</summary>
    public IReadOnlyList<string> DealIds { get; init; } = [];

    public IReadOnlyList<string> TrackedKeywords { get; init; } = [];

    public IReadOnlyList<string> TrackedCompetitors { get; init; } = [];

    /// <summary>Utterances, where the source is or carries a transcript; the conversation then enters at Understanding.</summary>
    public IReadOnlyList<Utterance>? Transcript { get; init; }
}
