using ConvoIntel.Conversations;
using ConvoIntel.Scoring;

namespace ConvoIntel.Tests.Scoring;

/// <summary>Builds a timeline line by line, so that a test reads like the call it is about.</summary>
internal sealed class Call(double duration)
{
    private readonly List<Utterance> utterances = [];

    public IReadOnlyList<Utterance> Utterances => utterances;

    public Call Rep(double start, double end, string? text = null, bool backchannel = false, string[]? tags = null) =>
        Say(ParticipantRole.Rep, "rep", start, end, text, backchannel, tags);

    public Call Customer(double start, double end, string? text = null, bool backchannel = false, string[]? tags = null, string speaker = "customer") =>
        Say(ParticipantRole.Customer, speaker, start, end, text, backchannel, tags);

    public Call Say(
        ParticipantRole role, string speaker, double start, double end, string? text = null, bool backchannel = false, string[]? tags = null)
    {
        utterances.Add(new Utterance
        {
            Index = utterances.Count,
            Speaker = speaker,
            Role = role,
            Start = start,
            End = end,
            Text = text ?? "four words at least",
            Backchannel = backchannel,
            Tags = [.. (tags ?? []).Select(tag => new UtteranceTag(tag, 0.9))],
        });
        return this;
    }

    public ConversationMetrics Measure() => MetricsCalculator.Calculate(utterances, duration);
}
