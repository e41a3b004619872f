using ConvoIntel.Storage.Jobs;

namespace ConvoIntel.Storage.Rows;

/// <summary>A job. Times are UTC.</summary>
internal sealed class JobRow
{
    public long Id { get; set; }

    public required string Source { get; set; }

    public required string Version { get; set; }

    public JobState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it is due; of a job at work, when its lease ends: then it is due again.</summary>
    public DateTime DueAt { get; set; }

    public int Priority { get; set; }

    public DateTime AddedAt { get; set; }

    public string? Owner { get; set; }

    /// <summary>The claim that holds; null where nobody works on it.</summary>
    public Guid? Claim { get; set; }

    /// <summary>When all was done that is to do with its recording; null until then. Jobs that a worker looks for are among those alone.</summary>
    public DateTime? ClosedAt { get; set; }

    public string? ConversationId { get; set; }

    public FailureReason? Reason { get; set; }

    public string? Problem { get; set; }

    public string? Remedy { get; set; }

    public Job ToJob() => new()
    {
        Id = Id,
        Source = Source,
        Version = Version,
        State = State,
        Attempts = Attempts,
        DueAt = Utc(DueAt),
        Priority = Priority,
        AddedAt = Utc(AddedAt),
        Owner = Owner,
        LeasedUntil = State == JobState.Working ? Utc(DueAt) : null,
        ClosedAt = ClosedAt is { } closed ? Utc(closed) : null,
        ConversationId = ConversationId,
        Failure = Reason is { } reason ? new ProcessingFailure(reason, Problem ?? "", Remedy ?? "") : null,
    };

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
