namespace ConvoIntel.Checkpoints;

/// <summary>Keeps nothing: a command that is stopped is run again.</summary>
internal sealed class NoCheckpoints : ICallCheckpoints
{
    public static NoCheckpoints Instance { get; } = new();

    public Task<byte[]?> ReadAsync(CallCheckpoint stage, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public Task WriteAsync(CallCheckpoint stage, ReadOnlyMemory<byte> document, CancellationToken cancellationToken) => Task.CompletedTask;
}
