namespace ConvoIntel.Storage.Jobs;

/// <summary>A recording on its way to its deal: what is to be done, and how it went so far.</summary>
public sealed record Job
{
    /// <summary>The <see cref="Priority"/> of a job that somebody waits for.</summary>
    public const int Awaited = 10;

    public required long Id { get; init; }

    /// <summary>Where the recording lies: the source's name and a path or blob name in it.</summary>
    public required string Source { get; init; }

    /// <summary>Tells versions of a recording under one name apart: an ETag, or size and time.</summary>
    public required string Version { get; init; }

    public required JobState State { get; init; }

    /// <summary>Times that work on it was begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it may be begun, or begun again; in UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Higher is begun first, and its speech is recognised first; 0 for what a source found.</summary>
    public required int Priority { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Who works on it until <see cref="LeasedUntil"/>; null where nobody does.</summary>
    public string? Owner { get; init; }

    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>When its recording was put away or marked, after the outcome; null until then.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The conversation it became; null until it is attached.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Why the last attempt failed; null where none has.</summary>
    public ProcessingFailure? Failure { get; init; }
}

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>For a worker, from <see cref="Job.DueAt"/> on.</summary>
    Waiting,

    /// <summary>A worker has it, until its lease ends.</summary>
    Working,

    /// <summary>The conversation is in the deal book.</summary>
    Attached,

    /// <summary>Given up, with a reason; <c>convointel jobs retry</c> begins it anew.</summary>
    Dead,

    /// <summary>Withdrawn by a person.</summary>
    Cancelled,
}

/// <summary>A recording that a source found.</summary>
/// <param name="Source">As <see cref="Job.Source"/>.</param>
/// <param name="Version">As <see cref="Job.Version"/>.</param>
/// <param name="Priority">As <see cref="Job.Priority"/>.</param>
public sealed record FoundRecording(string Source, string Version, int Priority = 0);
