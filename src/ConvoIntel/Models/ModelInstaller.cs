using ConvoIntel.Models.Download;
using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>Brings a model into the models folder: all of a variant, checked, or nothing.</summary>
internal sealed class ModelInstaller(ModelStore store, FileDownloader downloader, TimeProvider time, Func<string, long> freeSpace)
{
    /// <param name="model">What to bring.</param>
    /// <param name="variant">One of its variants; null for a model without any.</param>
    /// <param name="source">Where to take it from.</param>
    /// <param name="relock">Fetches all files anew, takes those that differ from the lock, and locks them instead.</param>
    /// <param name="progress">Told of each step, on this thread.</param>
    /// <param name="cancellationToken">Ends the pull; what came stays for the next.</param>
    /// <exception cref="ConvoIntelException">The model cannot be had, or another process is at it.</exception>
    public async Task<PullResult> PullAsync(
        ManifestModel model, string? variant, ModelSource source, bool relock, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        using var taken = store.Take(model.Name);
        try
        {
            return await PullTakenAsync(model, variant, source, relock, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            store.TidyStaging(model.Name);
        }
    }

    private async Task<PullResult> PullTakenAsync(
        ManifestModel model, string? variant, ModelSource source, bool relock, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        // 1. What a stopped pull left half done is mended.
        store.Recover(model.Name);

        // 2. What is there already, and right. Files of another version are no use.
        var old = ModelLock.Load(store.Root).Models.GetValueOrDefault(model.Name);
        var replace = old is not null && old.Version != model.Version;
        var known = new KnownHashes(model, relock ? null : old);
        var wanted = model.FilesOf(variant);
        var place = new PullFolder(store, model, variant, fromInstalled: !replace && !relock);
        var missing = new List<ManifestFile>();
        foreach (var file in wanted)
        {
            if (!await place.HasAsync(file, known, cancellationToken).ConfigureAwait(false)) missing.Add(file);
        }

        // 3. Room for the rest.
        var room = new DiskRoom(store.Root, freeSpace);
        room.Require(missing.Where(file => !place.IsStaged(file)).Sum(file => (file.Bytes ?? 0) - place.PartOf(file)));

        // 4. The rest comes beside the models.
        var fetcher = new FileFetcher(model, variant, source, downloader, room);
        var fetched = 0;
        for (var i = 0; i < missing.Count; i++)
        {
            var file = missing[i];
            if (place.IsStaged(file)) continue;
            var came = await fetcher.FetchAsync(file, place.Prepare(file), known.Of(file), new StepProgress(progress, file.Path, i + 1, missing.Count), cancellationToken)
                .ConfigureAwait(false);
            if (came is null) continue;
            known.Seen(file, came);
            fetched++;
        }

        // 5. From here on nothing waits: the folder is whole when the moves are done.
        if (missing.Count > 0) place.Install(replace, missing);
        var locked = await known.HashAsync(store, wanted, source, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        await ModelLock.UpdateAsync(store.Root, time, locks => known.Enter(locks, replace), cancellationToken).ConfigureAwait(false);
        return new PullResult(model.Name, variant, store.FolderOf(model.Name), fetched, place.InstalledBytes(wanted), locked);
    }

    private sealed class StepProgress(IProgress<PullProgress> progress, string file, int number, int count) : IProgress<FileProgress>
    {
        public void Report(FileProgress value) => progress.Report(new PullProgress(
            file, number, count, value.Note switch { null => PullStep.Receiving, FileFetcher.DoneNote => PullStep.Done, FileFetcher.AbsentNote => PullStep.Absent, _ => PullStep.Waiting },
            value.Done, value.Total, value.Note));
    }
}
