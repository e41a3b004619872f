using ConvoIntel.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage.Jobs;

/// <summary>
/// Jobs in the deal book's database. A claim is one conditional update, so that it needs neither locks that only one database has nor
/// transactions: of two workers that want a row, the second finds it changed and looks for another.
/// </summary>
internal sealed class JobStore(DealBookContexts contexts, TimeProvider time) : IJobStore
{
    // Workers that lost the first row to another go on with different rows of these, or all but one would lose again.
    private const int Candidates = 16;

    private const int Unclosed = 64;

    // Well below the number of parameters that a statement may have.
    private const int Page = 500;

    public Task<IReadOnlyList<long>> AddAsync(IReadOnlyCollection<FoundRecording> found, CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyList<long>>(
            async book =>
            {
                var added = new List<long>();
                foreach (var part in found.DistinctBy(one => (one.Source, one.Version)).Chunk(Page))
                    added.AddRange(await AddAsync(book, part, cancellationToken).ConfigureAwait(false));
                return added;
            });

    public Task<IReadOnlyList<FoundRecording>> UnknownAsync(IReadOnlyCollection<FoundRecording> found, CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyList<FoundRecording>>(
            async book =>
            {
                var unknown = new List<FoundRecording>();
                foreach (var part in found.DistinctBy(one => (one.Source, one.Version)).Chunk(Page))
                    unknown.AddRange(await UnknownAsync(book, part, cancellationToken).ConfigureAwait(false));
                return unknown;
            });

    public Task<JobClaim?> ClaimAsync(string owner, TimeSpan lease, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            async book =>
            {
                for (var first = true; ; first = false)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var now = time.GetUtcNow().UtcDateTime;
                    var due = await Due(book, now).AsNoTracking().Take(Candidates).ToListAsync(cancellationToken).ConfigureAwait(false);
                    if (due.Count == 0) return null;
                    // The oldest is always somebody's first try, so that none is passed over for long.
                    var likely = due.Count(j => j.Priority == due[0].Priority);
                    var wanted = due[first ? 0 : Random.Shared.Next(likely)];
                    if (await TakeAsync(book, wanted, owner, lease, now).ConfigureAwait(false) is { } claim) return claim;
                }
            });

    public Task<JobClaim?> ClaimAsync(long id, string owner, TimeSpan lease, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            async book =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                var wanted = await Due(book, now).AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, cancellationToken).ConfigureAwait(false);
                return wanted is null ? null : await TakeAsync(book, wanted, owner, lease, now).ConfigureAwait(false);
            });

    public Task<IReadOnlyList<long>> OverdueAsync(TimeSpan overdue, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - overdue;
        return contexts.UseAsync<IReadOnlyList<long>>(
            async book => await Due(book, before).Select(j => j.Id).Take(256).ToListAsync(cancellationToken).ConfigureAwait(false));
    }

    public Task<Job?> FindAsync(long id, CancellationToken cancellationToken) =>
        contexts.UseAsync(async book => (await book.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, cancellationToken).ConfigureAwait(false))?.ToJob());

    public Task<bool> RenewAsync(JobClaim claim, TimeSpan lease, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow().UtcDateTime + lease;
        return contexts.UseAsync(
            async book => await Held(book, claim).ExecuteUpdateAsync(set => set.SetProperty(j => j.DueAt, until), cancellationToken)
                .ConfigureAwait(false) == 1);
    }

    public Task<bool> AttachedAsync(JobClaim claim, string conversationId, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            async book => await Held(book, claim).ExecuteUpdateAsync(
                set => set.SetProperty(j => j.State, JobState.Attached)
                    .SetProperty(j => j.ConversationId, conversationId)
                    .SetProperty(j => j.Claim, (Guid?)null)
                    .SetProperty(j => j.Owner, (string?)null)
                    .SetProperty(j => j.Reason, (FailureReason?)null)
                    .SetProperty(j => j.Problem, (string?)null)
                    .SetProperty(j => j.Remedy, (string?)null),
                cancellationToken).ConfigureAwait(false) == 1);

    public Task<bool> FailedAsync(JobClaim claim, ProcessingFailure failure, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var (state, due) = (retryAfter is null ? JobState.Dead : JobState.Waiting, time.GetUtcNow().UtcDateTime + (retryAfter ?? TimeSpan.Zero));
        return contexts.UseAsync(
            async book => await Held(book, claim).ExecuteUpdateAsync(
                set => set.SetProperty(j => j.State, state)
                    .SetProperty(j => j.DueAt, due)
                    .SetProperty(j => j.Claim, (Guid?)null)
                    .SetProperty(j => j.Owner, (string?)null)
                    .SetProperty(j => j.Reason, failure.Reason)
                    .SetProperty(j => j.Problem, failure.Problem)
                    .SetProperty(j => j.Remedy, failure.Remedy),
                cancellationToken).ConfigureAwait(false) == 1);
    }

    public Task ReleaseAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return contexts.UseAsync(
            book => Held(book, claim).ExecuteUpdateAsync(
                set => set.SetProperty(j => j.State, JobState.Waiting)
                    .SetProperty(j => j.Attempts, j => j.Attempts - 1)
                    .SetProperty(j => j.DueAt, now)
                    .SetProperty(j => j.Claim, (Guid?)null)
                    .SetProperty(j => j.Owner, (string?)null),
                cancellationToken));
    }

    public Task<IReadOnlyList<Job>> ListAsync(JobState? state, int limit, CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyList<Job>>(
            async book =>
            {
                var rows = await book.Jobs.AsNoTracking().Where(j => state == null || j.State == state)
                    .OrderByDescending(j => j.Id).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
                return [.. rows.Select(row => row.ToJob())];
            });

    public Task<IReadOnlyDictionary<JobState, int>> CountAsync(CancellationToken cancellationToken) => CountAsync(book => book.Jobs, cancellationToken);

    public Task<IReadOnlyDictionary<JobState, int>> CountOpenAsync(CancellationToken cancellationToken) => CountAsync(Open, cancellationToken);

    public Task<int> RetryAsync(IReadOnlyCollection<long>? ids, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // Who names a job waits for it; all that are dead can wait like the rest.
        var priority = ids is null ? 0 : Job.Awaited;
        return contexts.UseAsync(
            book => book.Jobs
                .Where(j => ids == null ? j.State == JobState.Dead : ids.Contains(j.Id) && (j.State == JobState.Dead || j.State == JobState.Cancelled))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(j => j.State, JobState.Waiting)
                        .SetProperty(j => j.Attempts, 0)
                        .SetProperty(j => j.DueAt, now)
                        .SetProperty(j => j.Priority, priority)
                        .SetProperty(j => j.ClosedAt, (DateTime?)null),
                    cancellationToken));
    }

    public Task<int> CancelAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return contexts.UseAsync(
            book => Open(book)
                .Where(j => ids.Contains(j.Id) && (j.State == JobState.Waiting || j.State == JobState.Working))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(j => j.State, JobState.Cancelled)
                        .SetProperty(j => j.ClosedAt, now)
                        .SetProperty(j => j.Claim, (Guid?)null)
                        .SetProperty(j => j.Owner, (string?)null),
                    cancellationToken));
    }

    public Task CloseAsync(long id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return contexts.UseAsync(book => Ended(book).Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.ClosedAt, now), cancellationToken));
    }

    public Task<IReadOnlyList<Job>> ClaimUnclosedAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyList<Job>>(
            async book =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                // A job at its end is due when its last lease ended, or at the outcome: the worker that brought it there has had its time.
                var left = await Ended(book).AsNoTracking().Where(j => j.DueAt <= now - lease).OrderBy(j => j.DueAt).Take(Unclosed)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                var claimed = new List<Job>();
                foreach (var row in left)
                {
                    var taken = await Ended(book).Where(j => j.Id == row.Id && j.DueAt == row.DueAt)
                        .ExecuteUpdateAsync(set => set.SetProperty(j => j.DueAt, now), cancellationToken).ConfigureAwait(false);
                    if (taken == 1) claimed.Add(row.ToJob());
                }
                return claimed;
            });

    private Task<IReadOnlyDictionary<JobState, int>> CountAsync(Func<DealBookContext, IQueryable<JobRow>> which, CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyDictionary<JobState, int>>(
            async book => await which(book).GroupBy(j => j.State).Select(group => new { group.Key, Count = group.Count() })
                .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken).ConfigureAwait(false));

    private static IQueryable<JobRow> Open(DealBookContext book) => book.Jobs.Where(j => j.ClosedAt == null);

    private static IQueryable<JobRow> Ended(DealBookContext book) => Open(book).Where(j => j.State == JobState.Attached || j.State == JobState.Dead);

    private static IQueryable<JobRow> Due(DealBookContext book, DateTime now) => Open(book)
        .Where(j => (j.State == JobState.Waiting || j.State == JobState.Working) && j.DueAt <= now)
        .OrderByDescending(j => j.Priority).ThenBy(j => j.DueAt).ThenBy(j => j.Id);

    private static IQueryable<JobRow> Held(DealBookContext book, JobClaim claim) =>
        book.Jobs.Where(j => j.Id == claim.Job.Id && j.Claim == claim.Token && j.State == JobState.Working);

    /// <summary>Null where another worker was faster. Not to be cancelled: a claim that nobody knows of would keep the job until its lease ends.</summary>
    private static async Task<JobClaim?> TakeAsync(DealBookContext book, JobRow wanted, string owner, TimeSpan lease, DateTime now)
    {
        var (token, until) = (Guid.NewGuid(), now + lease);
        var taken = await book.Jobs
            .Where(j => j.Id == wanted.Id && j.Claim == wanted.Claim && j.DueAt == wanted.DueAt)
            .Where(j => j.State == JobState.Waiting || j.State == JobState.Working)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Working)
                .SetProperty(j => j.Attempts, j => j.Attempts + 1)
                .SetProperty(j => j.Owner, owner)
                .SetProperty(j => j.Claim, token)
                .SetProperty(j => j.DueAt, until)).ConfigureAwait(false);
        if (taken == 0) return null;
        // The row was as it had been read, so it is now what was written.
        (wanted.State, wanted.Owner, wanted.Claim, wanted.DueAt) = (JobState.Working, owner, token, until);
        wanted.Attempts++;
        return new JobClaim(wanted.ToJob(), token);
    }

    private async Task<IReadOnlyList<long>> AddAsync(DealBookContext book, FoundRecording[] part, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = (await UnknownAsync(book, part, cancellationToken).ConfigureAwait(false)).Select(one => new JobRow
        {
            Source = one.Source,
            Version = one.Version,
            Priority = one.Priority,
            State = JobState.Waiting,
            DueAt = now,
            AddedAt = now,
        }).ToArray();
        book.Jobs.AddRange(rows);
        try
        {
            await book.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => row.Id)];
        }
        catch (DbUpdateException) when (rows.Length > 1)
        {
            // Another worker found some of them at the same moment: one by one, the rest goes in.
            book.ChangeTracker.Clear();
            var added = new List<long>();
            foreach (var one in part) added.AddRange(await AddAsync(book, [one], cancellationToken).ConfigureAwait(false));
            return added;
        }
        catch (DbUpdateException) when (rows.Length == 1)
        {
            book.ChangeTracker.Clear();
            if (await book.Jobs.AnyAsync(j => j.Source == rows[0].Source && j.Version == rows[0].Version, cancellationToken).ConfigureAwait(false))
                return [];
            throw;
        }
    }

    private static async Task<IEnumerable<FoundRecording>> UnknownAsync(DealBookContext book, FoundRecording[] part, CancellationToken cancellationToken)
    {
        var sources = part.Select(one => one.Source).ToList();
        var known = (await book.Jobs.Where(j => sources.Contains(j.Source)).Select(j => new { j.Source, j.Version })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).Select(j => (j.Source, j.Version)).ToHashSet();
        return part.Where(one => !known.Contains((one.Source, one.Version)));
    }
}
