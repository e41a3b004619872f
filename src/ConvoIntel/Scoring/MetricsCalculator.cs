using ConvoIntel.Conversations;

namespace ConvoIntel.Scoring;

/// <summary>
/// Computes <see cref="ConversationMetrics"/> from a timeline. Each formula is a function of its own in this folder;
/// <c>README.md</c> beside it lists them. A change to a formula changes <see cref="Version"/>.
/// </summary>
public static class MetricsCalculator
{
    public const string Version = "metrics/1";

    /// <param name="utterances">All utterances, in any order.</param>
    /// <param name="duration">Length of the conversation in seconds; where utterances end later, their end counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative or not a number.</exception>
    public static ConversationMetrics Calculate(IReadOnlyList<Utterance> utterances, double duration)
    {
        if (!double.IsFinite(duration) || duration < 0) throw new ArgumentOutOfRangeException(nameof(duration), duration, "A duration is zero or more seconds.");
        var timeline = new Timeline(utterances, duration);
        return new ConversationMetrics
        {
            Version = Version,
            TalkRatio = TalkTime.Ratio(timeline),
            TalkShareOfCall = TalkTime.ShareOfCall(timeline),
            RepSpeech = TalkTime.Seconds(timeline.Rep),
            CustomerSpeech = TalkTime.Seconds(timeline.Customer),
            SilenceShare = TalkTime.SilenceShare(timeline),
            OvertalkShare = TalkTime.OvertalkShare(timeline),
            LongestRepMonologue = Monologues.Longest(timeline, ParticipantRole.Rep),
            LongestCustomerMonologue = Monologues.Longest(timeline, ParticipantRole.Customer),
            Interactivity = Turns.Interactivity(timeline),
            SpeakerSwitches = Turns.Switches(timeline),
            Patience = Turns.Patience(timeline),
            RepInterruptions = Interruptions.By(timeline, ParticipantRole.Rep),
            CustomerInterruptions = Interruptions.By(timeline, ParticipantRole.Customer),
            RepWordsPerMinute = WordCounts.PerMinute(timeline, ParticipantRole.Rep),
            CustomerWordsPerMinute = WordCounts.PerMinute(timeline, ParticipantRole.Customer),
            RepFillersPerHundredWords = WordCounts.FillersPerHundred(timeline, ParticipantRole.Rep),
            RepQuestions = Questions.By(timeline, ParticipantRole.Rep),
            CustomerQuestions = Questions.By(timeline, ParticipantRole.Customer),
            RepQuestionRate = Questions.PerHour(timeline, ParticipantRole.Rep),
        };
    }
}
