using System.Text.RegularExpressions;
using ConvoIntel.Conversations;
using ConvoIntel.Review;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>What a user must be able to rely on, whatever the file.</summary>
internal static partial class Judge
{
    private const double MaxSeconds = 8 * 24 * 3600;
    private const int MaxProblem = 500;

    /// <summary>What is wrong with what is said of a failure; null where it serves.</summary>
    public static string? Of(ProcessingFailure failure)
    {
        if (failure.Reason is FailureReason.Unexpected or FailureReason.InferenceFailed or FailureReason.DealBookUnavailable or FailureReason.SourceUnreadable)
            return $"blames {failure.Reason}: {failure.Problem}";
        if (failure.Problem.Length is 0 or > MaxProblem) return $"a problem of {failure.Problem.Length} characters";
        if (failure.Remedy.Length == 0 || !failure.Remedy.EndsWith('.')) return $"the remedy '{failure.Remedy}'";
        if (failure.Problem.EndsWith('.')) return $"a full stop too many: {failure.Problem}";
        if ((failure.Problem + failure.Remedy).Any(char.IsControl)) return $"control characters: {failure.Problem}";
        return Defect().IsMatch(failure.Problem) ? $"a programmer's words: {failure.Problem}" : null;
    }

    /// <summary>What is wrong with a result; null where it can be kept, read and shown.</summary>
    public static string? Of(ConversationResult result)
    {
        if (result.Conversation.Duration is not (>= 0 and < MaxSeconds)) return $"a duration of {result.Conversation.Duration} s";
        foreach (var utterance in result.Utterances)
        {
            if (!(utterance.Start >= 0 && utterance.Start <= utterance.End && utterance.End < MaxSeconds)) return $"an utterance from {utterance.Start} to {utterance.End} s";
            if (utterance.Words.Any(word => !(word.Start >= 0 && word.Start <= word.End && word.End < MaxSeconds))) return $"word times out of order in utterance {utterance.Index}";
            if (result.Participants.All(participant => participant.Id != utterance.Speaker)) return $"the speaker '{utterance.Speaker}' is no participant";
        }
        var json = ConversationExporter.Export(result, ExportFormat.Json);
        if (json.Contains("\\u0000", StringComparison.Ordinal)) return "a NUL, which PostgreSQL refuses";
        if (ConversationJson.Serialize(ConversationJson.Deserialize(json)) + "\n" != json) return "the result is another one once read back";
        foreach (var format in Enum.GetValues<ExportFormat>()) ConversationExporter.Export(result, format);
        return null;
    }

    // Of "System.FormatException", "Object reference not set …", "Parameter 'index' …", "at ConvoIntel.Decoding".
    [GeneratedRegex(@"\w+Exception\b|Object reference|\(Parameter '|\bat ConvoIntel\.|@ 0x")]
    private static partial Regex Defect();
}
