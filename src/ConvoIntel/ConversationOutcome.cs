using ConvoIntel.Conversations;

namespace ConvoIntel;

/// <summary>What became of one file: a result, or the reason there is none.</summary>
public sealed record ConversationOutcome
{
    public required string Path { get; init; }

    public ConversationResult? Result { get; init; }

    public ProcessingFailure? Failure { get; init; }

    /// <summary>Time from the file's turn to its outcome.</summary>
    public required TimeSpan Elapsed { get; init; }

    public bool Succeeded => Result is not null;
}

/// <summary>Why a file has no result.</summary>
/// <param name="Reason">The place it broke.</param>
/// <param name="Problem">What is wrong, as a clause without the file's name.</param>
/// <param name="Remedy">What the user can do.</param>
public sealed record ProcessingFailure(FailureReason Reason, string Problem, string Remedy)
{
    /// <summary>What to say of an exception; one that is not ours is a defect.</summary>
    public static ProcessingFailure From(Exception fault) => fault switch
    {
        ConvoIntelException known => new(known.Reason, known.Problem, known.Remedy),
        _ => new(
            FailureReason.Unexpected,
            $"ConvoIntel failed on it ({fault.GetType().Name}: {fault.Message})",
            "This is a defect of ConvoIntel; please report it with the log at level Debug."),
    };
}
