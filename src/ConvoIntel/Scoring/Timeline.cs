using ConvoIntel.Conversations;

namespace ConvoIntel.Scoring;

/// <summary>A conversation's utterances in order of start, whatever order they came in, and the speech of each side.</summary>
internal sealed class Timeline
{
    public Timeline(IEnumerable<Utterance> utterances, double duration)
    {
        Utterances = [.. utterances.OrderBy(u => u.Start).ThenBy(u => u.End).ThenBy(u => u.Index)];
        // A transcript may not know how long the call was; what was said gives the least it can have been.
        Duration = Math.Max(duration, Utterances.Select(u => u.End).DefaultIfEmpty().Max());
        Rep = SpeechOf(ParticipantRole.Rep);
        Customer = SpeechOf(ParticipantRole.Customer);
        Anyone = Interval.Union(Utterances.Select(u => new Interval(u.Start, u.End)));
    }

    public IReadOnlyList<Utterance> Utterances { get; }

    /// <summary>Seconds.</summary>
    public double Duration { get; }

    public double Hours => Duration / 3600;

    /// <summary>
    /// Speech of the rep's side: the union of its utterances' intervals. Pauses inside an utterance count as speech, pauses
    /// between utterances do not, and two people of one side who speak at once count once.
    /// </summary>
    public IReadOnlyList<Interval> Rep { get; }

    /// <summary>As <see cref="Rep"/>, of the customer's side.</summary>
    public IReadOnlyList<Interval> Customer { get; }

    /// <summary>Speech of all, those on neither side and those unknown included.</summary>
    public IReadOnlyList<Interval> Anyone { get; }

    /// <summary>True where rep and customer are both heard: what compares the two needs both.</summary>
    public bool HasBothSides => Rep.Count > 0 && Customer.Count > 0;

    public IReadOnlyList<Interval> Of(ParticipantRole side) => side == ParticipantRole.Rep ? Rep : Customer;

    private IReadOnlyList<Interval> SpeechOf(ParticipantRole side) =>
        Interval.Union(Utterances.Where(u => u.Role == side).Select(u => new Interval(u.Start, u.End)));
}
