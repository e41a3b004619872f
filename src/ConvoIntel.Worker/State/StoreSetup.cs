using System.Data.Common;
using ConvoIntel.Attachment;

namespace ConvoIntel.Worker.State;

/// <summary>Before any job is looked for, the database is there and of this version; one that is just starting is waited for.</summary>
internal sealed class StoreSetup(IDealBook book, TimeProvider time, ILogger<StoreSetup> logger) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await book.InitializeAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ConvoIntelException away) when (IsPassing(away) && time.GetElapsedTime(started) < Patience)
            {
                logger.StoreUnavailable(away);
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A refused connection, a server that is starting: not a wrong password.</summary>
    private static bool IsPassing(Exception? fault) => fault is not null && (fault is DbException { IsTransient: true } || IsPassing(fault.InnerException));
}
