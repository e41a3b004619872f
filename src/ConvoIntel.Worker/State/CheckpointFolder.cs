using ConvoIntel.Checkpoints;

namespace ConvoIntel.Worker.State;

/// <summary>Checkpoints in files, a folder a job.</summary>
internal sealed class CheckpointFolder(string root) : ICheckpointStore
{
    public ICallCheckpoints Of(long job) => new Files(Path.Combine(root, $"{job}"));

    public Task RemoveAsync(long job)
    {
        var folder = Path.Combine(root, $"{job}");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private sealed class Files(string folder) : ICallCheckpoints
    {
        public async Task<byte[]?> ReadAsync(CallCheckpoint stage, CancellationToken cancellationToken)
        {
            var path = PathOf(stage);
            return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false) : null;
        }

        public async Task WriteAsync(CallCheckpoint stage, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(folder);
            var path = PathOf(stage);
            // On the disk before it has its name: after a power cut a checkpoint is whole or absent.
            var part = $"{path}.{Guid.NewGuid():n}.part";
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(document, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: true);
        }

        private string PathOf(CallCheckpoint stage) => Path.Combine(folder, $"{stage.ToString().ToLowerInvariant()}.json");
    }
}
