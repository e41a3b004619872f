using System.ComponentModel.DataAnnotations;
using ConvoIntel.Storage;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>The storage account; section <c>Azure</c>. Without it everything lies on this machine and in the database.</summary>
internal sealed class AzureOptions
{
    public const string SectionName = "Azure";

    /// <summary>
    /// Of a storage account, with a key or a shared access signature; empty (the default) where the endpoints say which account.
    /// A secret: give it as the environment variable CONVOINTEL_Azure__ConnectionString.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Blob endpoint, <c>https://account.blob.core.windows.net</c>: signed in by managed identity, or by a signature in its query.</summary>
    public Uri? BlobEndpoint { get; set; }

    /// <summary>Queue endpoint, as <see cref="BlobEndpoint"/>.</summary>
    public Uri? QueueEndpoint { get; set; }

    /// <summary>Container whose blobs are recordings; empty (the default) for none.</summary>
    public string Container { get; set; } = "";

    /// <summary>Only blobs whose names begin so; default all.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>How often the container is listed, 1 s to 24 h; default 1 min. With <see cref="EventQueue"/> seldom will do.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ListInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a blob of JSON must lie alone before it may count as a transcript, 0 to 1 h; default 1 min: a sidecar may come before its recording.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan JsonSettle { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Storage queue that Event Grid sends <c>Microsoft.Storage.BlobCreated</c> to; empty (the default) for none.</summary>
    public string EventQueue { get; set; } = "";

    /// <summary>Storage queue that hands jobs to workers and that a scaler watches; empty (the default): workers ask the database.</summary>
    public string WorkQueue { get; set; } = "";

    /// <summary>Container for checkpoints, so that any worker goes on where another was killed; empty (the default) for the state folder.</summary>
    public string StateContainer { get; set; } = "";

    /// <summary>
    /// Whether the worker signs in to PostgreSQL as its Entra identity, which must be the user of <c>Storage:ConnectionString</c>, instead of
    /// with a password; default false.
    /// </summary>
    public bool DatabaseIdentity { get; set; }

    public bool UsesBlobs => Container.Length > 0 || StateContainer.Length > 0;

    public bool UsesQueues => EventQueue.Length > 0 || WorkQueue.Length > 0;
}

[OptionsValidator]
internal sealed partial class AzureOptionsValidator : IValidateOptions<AzureOptions>;

/// <summary>What attributes cannot check.</summary>
internal sealed class AzureConsistency(IOptions<StorageOptions> storage) : IValidateOptions<AzureOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureOptions options)
    {
        var failures = new List<string>();
        if (options.ConnectionString.Length == 0 && options.UsesBlobs && options.BlobEndpoint is null)
            failures.Add("Azure: a container is named and no account. Set Azure:BlobEndpoint, or Azure:ConnectionString.");
        if (options.ConnectionString.Length == 0 && options.UsesQueues && options.QueueEndpoint is null)
            failures.Add("Azure: a queue is named and no account. Set Azure:QueueEndpoint, or Azure:ConnectionString.");
        if (options.EventQueue.Length > 0 && options.Container.Length == 0)
            failures.Add("Azure:EventQueue: its messages name blobs, and no container is set. Set Azure:Container.");
        if (options.DatabaseIdentity && string.IsNullOrEmpty(storage.Value.ConnectionString))
            failures.Add("Azure:DatabaseIdentity: it signs in to PostgreSQL, and no database is set. Set Storage:ConnectionString, with the identity's name as its user.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
