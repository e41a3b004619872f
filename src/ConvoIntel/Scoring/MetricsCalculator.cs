using ConvoIntel.Conversations;

namespace ConvoIntel.Scoring;

/// <summary>Computes <see cref="ConversationMetrics"/> from a timeline.</summary>
public static class MetricsCalculator
{
    public const string Version = "metrics/1";

    /// <param name="utterances">All utterances, in order of start.</param>
    /// <param name="duration">Length of the conversation in seconds.</param>
    public static ConversationMetrics Calculate(IReadOnlyList<Utterance> utterances, double duration) =>
        new() { Version = Version };
}
