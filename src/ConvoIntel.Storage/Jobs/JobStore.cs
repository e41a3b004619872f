using ConvoIntel.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage.Jobs;

/// <summary>
/// Jobs in the deal book's database. A claim is one conditional update, so that it needs neither locks that only one database has nor
/// transactions: of two workers that want a row, the second finds it changed and looks for another.
/// </summary>
internal sealed class JobStore(DealBookContexts contexts, TimeProvider time) : IJobStore
{
    // Workers that look at the same moment start with different rows of these, or all but one would look again.
    private const int Candidates = 16;

    public Task<IReadOnlyList<long>> AddAsync(IReadOnlyCollection<FoundRecording> found, CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyList<long>>(
            async book =>
            {
                var added = new List<long>();
                foreach (var part in found.DistinctBy(one => (one.Source, one.Version)).Chunk(200))
                    added.AddRange(await AddAsync(book, part, cancellationToken).ConfigureAwait(false));
                return added;
            });

    public Task<JobClaim?> ClaimAsync(string owner, TimeSpan lease, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            async book =>
            {
                while (true)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var now = time.GetUtcNow().UtcDateTime;
                    var due = await Due(book, now).AsNoTracking().Take(Candidates).ToListAsync(cancellationToken).ConfigureAwait(false);
                    if (due.Count == 0) return null;
                    var first = due.Where(j => j.Priority == due[0].Priority).ToArray();
                    if (await TakeAsync(book, first[Random.Shared.Next(first.Length)], owner, lease, now).ConfigureAwait(false) is { } claim) return claim;
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

    public Task<IReadOnlyDictionary<JobState, int>> CountAsync(CancellationToken cancellationToken) =>
        contexts.UseAsync<IReadOnlyDictionary<JobState, int>>(
            async book => await book.Jobs.GroupBy(j => j.State).Select(group => new { group.Key, Count = group.Count() })
                .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken).ConfigureAwait(false));

    public Task<int> RetryAsync(IReadOnlyCollection<long>? ids, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return contexts.UseAsync(
            book => book.Jobs
                .Where(j => ids == null ? j.State == JobState.Dead : ids.Contains(j.Id) && (j.State == JobState.Dead || j.State == JobState.Cancelled))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(j => j.State, JobState.Waiting).SetProperty(j => j.Attempts, 0).SetProperty(j => j.DueAt, now),
                    cancellationToken));
    }

    public Task<int> CancelAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        contexts.UseAsync(
            book => book.Jobs
                .Where(j => ids.Contains(j.Id) && (j.State == JobState.Waiting || j.State == JobState.Working))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(j => j.State, JobState.Cancelled)
                        .SetProperty(j => j.Claim, (Guid?)null)
                        .SetProperty(j => j.Owner, (string?)null),
                    cancellationToken));

    private static IQueryable<JobRow> Due(DealBookContext book, DateTime now) => book.Jobs
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
        var row = await book.Jobs.AsNoTracking().FirstAsync(j => j.Id == wanted.Id).ConfigureAwait(false);
        return new JobClaim(row.ToJob(), token);
    }

    private async Task<IReadOnlyList<long>> AddAsync(DealBookContext book, FoundRecording[] part, CancellationToken cancellationToken)
    {
        var sources = part.Select(one => one.Source).ToList();
        var known = (await book.Jobs.Where(j => sources.Contains(j.Source)).Select(j => new { j.Source, j.Version })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).Select(j => (j.Source, j.Version)).ToHashSet();
        var now = time.GetUtcNow().UtcDateTime;
        var rows = part.Where(one => !known.Contains((one.Source, one.Version))).Select(one => new JobRow
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
}
