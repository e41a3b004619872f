namespace ConvoIntel.Storage.Jobs;

/// <summary>
/// The jobs of all workers. Whoever claims one has it alone until its lease ends; every later call with that claim is refused once
/// another worker has it.
/// </summary>
/// <remarks>All methods throw <see cref="ConvoIntelException"/> with <see cref="FailureReason.DealBookUnavailable"/> where the database fails.</remarks>
public interface IJobStore
{
    /// <summary>Adds what is not there yet; a recording of the same source and version is taken once, whatever became of it.</summary>
    /// <returns>Numbers of those that were new.</returns>
    Task<IReadOnlyList<long>> AddAsync(IReadOnlyCollection<FoundRecording> found, CancellationToken cancellationToken);

    /// <summary>Those of a source's recordings that are no jobs yet.</summary>
    Task<IReadOnlyList<FoundRecording>> UnknownAsync(IReadOnlyCollection<FoundRecording> found, CancellationToken cancellationToken);

    /// <summary>
    /// The job that is due first, by priority and then by age; null where none is. A job whose worker let its lease end is due at once.
    /// </summary>
    /// <param name="owner">Names the worker.</param>
    /// <param name="lease">How long the claim holds without being renewed.</param>
    /// <param name="cancellationToken">Checked before each try.</param>
    Task<JobClaim?> ClaimAsync(string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>That job, as <see cref="ClaimAsync(string, TimeSpan, CancellationToken)"/>; null where it is not due.</summary>
    Task<JobClaim?> ClaimAsync(long id, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Numbers of jobs that have been due for longer than <paramref name="overdue"/>, the oldest first, at most 256.</summary>
    Task<IReadOnlyList<long>> OverdueAsync(TimeSpan overdue, CancellationToken cancellationToken);

    /// <summary>A job by its number; null where there is none.</summary>
    Task<Job?> FindAsync(long id, CancellationToken cancellationToken);

    /// <returns>False where the claim is lost: the work must stop.</returns>
    Task<bool> RenewAsync(JobClaim claim, TimeSpan lease, CancellationToken cancellationToken);

    /// <returns>False where the claim is lost; the other worker's outcome counts.</returns>
    Task<bool> AttachedAsync(JobClaim claim, string conversationId, CancellationToken cancellationToken);

    /// <param name="claim">What was being worked on.</param>
    /// <param name="failure">Why it has no result.</param>
    /// <param name="retryAfter">Time until the next try; null gives the job up.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    /// <returns>False where the claim is lost.</returns>
    Task<bool> FailedAsync(JobClaim claim, ProcessingFailure failure, TimeSpan? retryAfter, CancellationToken cancellationToken);

    /// <summary>All is done that was to do with the recording of a job at its end.</summary>
    Task CloseAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// Jobs that came to their end longer ago than <paramref name="lease"/> and were never closed, as where a worker was killed right after the
    /// outcome. They are the caller's to close for the length of a lease. At most 64, the oldest first.
    /// </summary>
    Task<IReadOnlyList<Job>> ClaimUnclosedAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a job back unharmed, as when the worker shuts down: the attempt does not count.</summary>
    Task ReleaseAsync(JobClaim claim, CancellationToken cancellationToken);

    /// <param name="state">Only those; null for all.</param>
    /// <param name="limit">At most so many, the youngest.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    Task<IReadOnlyList<Job>> ListAsync(JobState? state, int limit, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<JobState, int>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Counts of jobs that are not closed, whose number does not grow with those of the past.</summary>
    Task<IReadOnlyDictionary<JobState, int>> CountOpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins dead or cancelled jobs anew, with all their attempts.</summary>
    /// <param name="ids">Those, before all others; null for all that are dead, in their turn.</param>
    /// <param name="cancellationToken">Stops waiting for the database.</param>
    /// <returns>How many.</returns>
    Task<int> RetryAsync(IReadOnlyCollection<long>? ids, CancellationToken cancellationToken);

    /// <summary>Withdraws jobs that wait or are being worked on; their workers stop when they next renew.</summary>
    /// <returns>How many.</returns>
    Task<int> CancelAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);
}

/// <summary>A job in one worker's hands.</summary>
/// <param name="Job">As it was claimed.</param>
/// <param name="Token">Differs with every claim of the job.</param>
public sealed record JobClaim(Job Job, Guid Token);
