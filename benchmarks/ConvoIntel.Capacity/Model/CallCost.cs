namespace ConvoIntel.Capacity.Model;

/// <summary>
/// What a call costs. Figures a minute are a minute of the recording. Where a figure was measured, a test measures it again and fails where
/// the product has moved away from it.
/// </summary>
internal sealed record CallCost
{
    /// <summary>Hours of recording a core works through in an hour, with the starter model: 90 on two cores, by the README.</summary>
    public double Speed { get; init; } = 45;

    /// <summary>Work of the model used, as a multiple of the starter's.</summary>
    public double ModelCost { get; init; } = 1;

    /// <summary>Seconds of work that a call of any length takes: claim, download, database, checkpoints.</summary>
    public double Fixed { get; init; } = 0.3;

    /// <summary>Bytes of an 8 kHz stereo recording of 8 bits a sample, a minute.</summary>
    public double AudioBytes { get; init; } = 60 * 16_000;

    /// <summary>Bytes that PostgreSQL keeps, tables and indices, a minute.</summary>
    public double DatabaseBytes { get; init; } = 38_000;

    /// <summary>Bytes of both checkpoints, a minute; gone when the call ends.</summary>
    public double CheckpointBytes { get; init; } = 51_000;

    /// <summary>Utterances and insights, a row each, a minute.</summary>
    public double Rows { get; init; } = 41;

    /// <summary>Rows of any call: the conversation, the job.</summary>
    public double FixedRows { get; init; } = 2;

    /// <summary>Transactions that a call takes from its arrival to its end, renewals left out.</summary>
    public double Transactions { get; init; } = 18;

    /// <summary>Requests to queues: the event taken and deleted, the job sent, received, deleted. Looks that find a queue empty come besides, one an idle slot each Worker:PollInterval.</summary>
    public double QueueOperations { get; init; } = 5;

    /// <summary>Requests to containers: recording and sidecar, two checkpoints sought, written and deleted, the tag. Listings come besides.</summary>
    public double BlobOperations { get; init; } = 11;

    /// <summary>Seconds between two renewals, a transaction and a queue request each: a third of Worker:Lease.</summary>
    public double Renewal { get; init; } = 40;

    /// <summary>Seconds of work on one core.</summary>
    public double Work(double seconds) => Fixed + (seconds * ModelCost / Speed);

    /// <summary>Renewals while a call of so many seconds is worked on by one core.</summary>
    public double Renewals(double seconds) => Math.Floor(Work(seconds) / Renewal);
}
